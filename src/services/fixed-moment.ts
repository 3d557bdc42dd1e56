/** Waits so many real milliseconds. */
export type Rest = (milliseconds: number) => Promise<unknown>;

/** How long after the question an answer leaves that must not tell by its time what it cost to find. */
const moment = 1500;

/**
 * What the work answers; answers that `tell` nothing leave at a fixed moment after the question, or at the next such moment when the
 * work took longer, so that they are alike in time as well as in words. The others leave at once.
 */
export async function atFixedMoment<T>(
  work: Promise<T>,
  mute: (answer: T) => boolean,
  rest: Rest,
): Promise<T> {
  const first = rest(moment);
  const early = await Promise.race([work.then(() => true), first.then(() => false)]);
  const leaving = early ? first : rest(moment);
  const answer = await work;
  if (mute(answer)) await leaving;
  return answer;
}
