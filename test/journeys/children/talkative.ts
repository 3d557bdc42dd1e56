import { elsewhere } from '../../support/elsewhere.ts';
import { screenshot } from '../../support/screenshot.ts';
import { openWorld, people } from '../../support/world.ts';

// Claims of every kind, with the log at its loudest on stdout; what must not be in it follows at the end.
let silent = false;
await using world = await openWorld({
  env: { LOG_LEVEL: 'trace' },
  supplierFaults: ({ method }) => {
    if (silent && method === 'findProfile') throw new Error('away');
  },
});
const person = world.person(people.en);
const rival = world.person(people.it);
const operator = world.person(100_005);
const { lpa, foreign, iccid } = await elsewhere(world, person.id);
const address = 'jane.doe@example.com';

silent = true;
await person.say(lpa);
silent = false;
const refused = { method: 'getFile', kind: 'status', status: 500, description: 'Internal' } as const;
world.box.faults.add(refused);
world.box.faults.add({ method: 'deleteMessage', kind: 'drop_after' });
await person.sendPicture(screenshot([{ text: lpa }]));
for (const text of [lpa, foreign]) await person.say(text);
for (const who of [rival]) await who.say(lpa);
await operator.sendFile('sold.csv', Buffer.from(`iccid,email,order\n${iccid},${address},W-1234\n`));
await operator.tap('导入');
await operator.sendFile('sold.csv', Buffer.from(`iccid,email,order\n${iccid},${address}\n`));
await world.settle();

const secrets = [lpa, foreign].map((code) => code.split('$').at(-1));
process.stdout.write(`${JSON.stringify({ secrets: [...secrets, address, '1:SANDBOX', iccid] })}\n`);
