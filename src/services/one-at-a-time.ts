/** The same work, but whoever asks for what is being done already waits for that one's end; another key is another matter. */
export function oneAtATime<Key extends string, Rest extends unknown[], Result>(
  work: (key: Key, ...rest: Rest) => Promise<Result>,
): (key: Key, ...rest: Rest) => Promise<Result> {
  const running = new Map<Key, Promise<Result>>();
  return (key, ...rest) => {
    const known = running.get(key);
    if (known) return known;
    const begun = work(key, ...rest).finally(() => running.delete(key));
    running.set(key, begun);
    return begun;
  };
}
