/** How long a traveller who waits for a screen waits for the supplier, in real milliseconds. */
const patience = 3000;

const late = Symbol('late');

/** What the work answers within this time, in real milliseconds, else `late`; the work goes on, and a late failure is nobody's any more. */
async function race<T>(milliseconds: number, work: Promise<T>): Promise<T | typeof late> {
  const over = Promise.withResolvers<typeof late>();
  const timer = setTimeout(() => over.resolve(late), milliseconds);
  try {
    return await Promise.race([work, over.promise]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

/** What the work answers within that time, else undefined; the work goes on, and a late failure is nobody's any more. */
export async function patiently<T>(work: Promise<T>): Promise<T | undefined> {
  const answer = await race(patience, work);
  return answer === late ? undefined : answer;
}

/** What the work answers within this time, in real milliseconds; throws when it does not, and the work goes on unheard. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const answer = await race(milliseconds, work);
  if (answer === late) throw new Error(`No answer within ${milliseconds} ms`);
  return answer;
}
