import type { XEvent } from './event';
import { maskPersonalData } from './personal-data';
import type { Triage } from './triage/triage';

/** The event without the phone numbers, card numbers and the like in its words. What X itself says of it stays. */
export const maskEvent = (event: XEvent): XEvent => ({
	...event,
	text: maskPersonalData(event.text),
	media: event.media.map((media) =>
		media.altText ? { ...media, altText: maskPersonalData(media.altText) } : media,
	),
});

/** The same for the words that decided; where they stand in the text is no longer known. */
export const maskTriage = (triage: Triage): Triage => ({
	...triage,
	reasons: triage.reasons.map((reason) => ({ ...reason, words: maskPersonalData(reason.words) })),
	explanation: maskPersonalData(triage.explanation),
});
