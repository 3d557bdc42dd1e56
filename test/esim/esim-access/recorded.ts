// Answers as the supplier's documents and public integrations show them; figures are made up where those have none.

const gigabyte = 2 ** 30;

const esimTranNo = '25060109073101';
export const ref = { id: esimTranNo, iccid: '8943108170001029631' };
export const lpa = 'LPA:1$rsp-eu.redteamobile.com$5E9C8A3F9B0D4E6FA2C1D3B4E5F60718';

/** One package, all its fields. */
export const italy5 = {
  packageCode: 'PHAJHEAYP',
  slug: 'IT_5_30',
  name: 'Italy 5GB 30Days',
  price: 45000,
  currencyCode: 'USD',
  volume: 5 * gigabyte,
  smsStatus: 1,
  dataType: 1,
  unusedValidTime: 180,
  duration: 30,
  durationUnit: 'DAY',
  location: 'IT',
  locationCode: 'IT',
  description: 'Italy 5GB 30Days',
  activeType: 2,
  favorite: false,
  retailPrice: 90000,
  speed: '4G',
  ipExport: 'UK',
  supportTopUpType: 2,
  fupPolicy: '',
  locationNetworkList: [
    {
      locationName: 'Italy',
      locationLogo: '/img/flags/it.png',
      operatorList: [{ operatorName: 'WindTre', networkType: '5G' }],
    },
  ],
};

export const italyDaily = {
  ...italy5,
  packageCode: 'JC172',
  slug: 'IT_1_Daily',
  name: 'Italy 1GB/Day',
  price: 8600,
  volume: gigabyte,
  dataType: 2,
  duration: 1,
  supportTopUpType: 3,
  fupPolicy: '384 Kbps',
};

/** The top-up of `italy5`: its own code, the same slug. */
export const topUp5 = { ...italy5, packageCode: 'TOPUP_PHAJHEAYP', price: 44000 };

/** A profile that nobody has installed yet. */
export const fresh = {
  esimTranNo,
  orderNo: 'B25060109073101',
  transactionId: 'key-1',
  imsi: '454006109846571',
  iccid: ref.iccid,
  smsStatus: 1,
  msisdn: '',
  ac: lpa,
  qrCodeUrl: 'https://p.qrsim.net/6c1f.png',
  shortUrl: 'https://p.qrsim.net/6c1f',
  smdpStatus: 'RELEASED',
  eid: '',
  activeType: 2,
  dataType: 1,
  activateTime: null,
  installationTime: null,
  expiredTime: '2026-11-28T09:07:31+0000',
  totalVolume: 5 * gigabyte,
  totalDuration: 30,
  durationUnit: 'DAY',
  orderUsage: 0,
  esimStatus: 'GOT_RESOURCE',
  pin: '7462',
  puk: '36582413',
  apn: 'drei.at',
  ipExport: 'UK',
  supportTopUpType: 2,
  fupPolicy: '',
  packageList: [
    {
      packageName: 'Italy 5GB 30Days',
      packageCode: 'PHAJHEAYP',
      slug: 'IT_5_30',
      duration: 30,
      volume: 5 * gigabyte,
      locationCode: 'IT',
      createTime: '2026-06-01T09:07:31+0000',
    },
  ],
};

/** The same one, on a phone and in use. */
export const inUse = {
  ...fresh,
  smdpStatus: 'ENABLED',
  eid: '89049032007108882600137544319616',
  activateTime: '2026-05-30T08:00:00+0000',
  installationTime: '2026-05-30T07:58:11+0000',
  expiredTime: '2026-06-29T08:00:00+0000',
  orderUsage: 1453344832,
  esimStatus: 'IN_USE',
};

export const listed = (...esimList: object[]): object => ({
  esimList,
  pager: { pageSize: 500, pageNum: 1, total: esimList.length },
});

export const usage = {
  esimTranNo,
  dataUsage: 1453344832,
  totalData: 5 * gigabyte,
  lastUpdateTime: '2026-06-01T08:00:00+0000',
};

/** The answer to a top-up. */
export const toppedUp = {
  transactionId: 'top-1',
  iccid: ref.iccid,
  expiredTime: '2026-07-29T08:00:00+0000',
  totalVolume: 10 * gigabyte,
  totalDuration: 60,
  orderUsage: 1453344832,
  topUpEsimTranNo: '25060109073199',
};

/** Every kind of notification, two of them without the fields that others have. */
export const notifications = {
  ORDER_STATUS: {
    notifyType: 'ORDER_STATUS',
    content: { orderNo: 'B25060109073101', orderStatus: 'GOT_RESOURCE' },
  },
  SMDP_EVENT: {
    notifyType: 'SMDP_EVENT',
    eventGenerateTime: '2026-06-01T13:28:09+0000',
    notifyId: '5fcc219e32dc484598d3fd700cf3738d',
    content: {
      eid: '89049032007108882600137544319616',
      iccid: ref.iccid,
      esimStatus: 'GOT_RESOURCE',
      smdpStatus: 'DOWNLOAD',
      orderNo: 'B25060109073101',
      esimTranNo,
      transactionId: 'key-1',
    },
  },
  ESIM_STATUS: {
    notifyType: 'ESIM_STATUS',
    eventGenerateTime: '2026-06-01T13:30:45Z',
    notifyId: '4038b3dfb1b050bf9f02501df67284f3',
    content: {
      orderNo: 'B25060109073101',
      esimTranNo,
      transactionId: 'key-1',
      iccid: ref.iccid,
      esimStatus: 'IN_USE',
      smdpStatus: 'ENABLED',
    },
  },
  DATA_USAGE: {
    notifyType: 'DATA_USAGE',
    eventGenerateTime: '2026-06-11T10:57:28Z',
    notifyId: 'f776267e8d6745db8cc316e4c146ea0c',
    content: {
      orderNo: 'B25060109073101',
      transactionId: 'key-1',
      esimTranNo,
      iccid: ref.iccid,
      totalVolume: 5 * gigabyte,
      orderUsage: 4 * gigabyte,
      remain: gigabyte,
      remainThreshold: 0.2,
    },
  },
  VALIDITY_USAGE: {
    notifyType: 'VALIDITY_USAGE',
    content: {
      orderNo: 'B25060109073101',
      transactionId: 'key-1',
      iccid: ref.iccid,
      durationUnit: 'DAY',
      totalDuration: 30,
      expiredTime: '2026-06-29T08:00:00Z',
      remain: 1,
    },
  },
  CHECK_HEALTH: {
    notifyType: 'CHECK_HEALTH',
    content: { orderNo: '1234567890', orderStatus: 'Test' },
  },
} as const;
