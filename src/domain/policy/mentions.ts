import { withoutLinks } from './without-links';

/** What X takes for a handle in a text: not after a letter or digit, as in an e-mail address; "RT@name" counts. */
const handle = /(?:(?<![\w!#$%&*@＠])|(?<=(?<![\w+~.-])rt:?))[@＠](\w+)/gi;

/** The handles a text names, without "@", as they are written. */
export function findMentions(text: string): string[] {
	return [...withoutLinks(text).matchAll(handle)].map((match) => match[1]);
}
