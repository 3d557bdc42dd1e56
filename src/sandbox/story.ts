import type { Box } from './box.ts';

/** The page opens in mid-story: the first traveller has just come by a renewal link, so one pay button waits. Only in a new world. */
export function openStory(box: Box): void {
  const [traveller] = box.people.list();
  if (traveller && box.messages(traveller.id).length === 0) box.start(traveller.id, 'renew');
}
