/** The line each entry of a post ends with, and each part of a long one. */
export const toLastLine = (reference: string) => `Reference: ${reference}`;

/** Whether a text is the entry of that post, or a part of it: only its last line says so, others may quote it. */
export const isEntryOf = (text: string, reference: string): boolean =>
	text.trimEnd().split('\n').at(-1)?.trim() === toLastLine(reference);
