import type { Missing } from './missing';

/** X refuses a whole call for one id or handle that can be none. */
export const isPossibleId = (id: string) => /^[1-9]\d{0,18}$/.test(id);
export const isPossibleHandle = (handle: string) => /^\w{1,15}$/.test(handle);

/** Without the "@" that people put before it. */
export const toHandle = (text: string) => text.trim().replace(/^@/, '');

export const toImpossibleId = (asked: string) =>
	toImpossible(asked, 'An id on X has 1 to 19 digits and nothing else');

export const toImpossibleHandle = (asked: string) =>
	toImpossible(asked, 'A handle on X has 1 to 15 letters, digits and "_", and nothing else');

const toImpossible = (asked: string, detail: string): Missing => ({
	asked: asked.slice(0, 50),
	reason: 'impossible',
	detail,
});
