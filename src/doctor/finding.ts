import type { Speech } from '../i18n/speech.ts';

/** A sentence in the reader's language. */
export type Words = (speech: Speech) => string;

/** `unknown`: could not be found out, because somebody does not answer. */
export type Verdict = 'well' | 'advice' | 'wrong' | 'unknown';

/** One line of the report; whatever is not well says what to do about it. */
export type Finding =
  | { readonly verdict: 'well'; readonly says: Words }
  | { readonly verdict: Exclude<Verdict, 'well'>; readonly says: Words; readonly todo: Words };

/** One thing that is looked at. Its findings come as they are known, so that silence later on takes none of them away. */
export interface Check {
  /** The heading it stands under; checks of one heading stand together. */
  readonly topic: Words;
  /** Long lists take long: it gets twice the time. */
  readonly slow?: boolean;
  ask(): AsyncIterable<Finding>;
}

export function well(says: Words): Finding {
  return { verdict: 'well', says };
}

export function advice(says: Words, todo: Words): Finding {
  return { verdict: 'advice', says, todo };
}

export function wrong(says: Words, todo: Words): Finding {
  return { verdict: 'wrong', says, todo };
}

/** Somebody does not answer, so nothing is known. */
export function silent(who: Words): Finding {
  return {
    verdict: 'unknown',
    says: (speech) => speech.t('doctor-silent', { who: who(speech) }),
    todo: ({ t }) => t('doctor-silent-todo'),
  };
}
