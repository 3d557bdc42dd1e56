/** How long a traveller who waits for a screen waits for the supplier, in real milliseconds. */
const patience = 3000;

/** What the work answers within that time, else undefined; the work goes on, and a late failure is nobody's any more. */
export async function patiently<T>(work: Promise<T>): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), patience);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
