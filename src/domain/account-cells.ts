import { InvalidItem } from './field';

/** Pages of X's own, behind which no profile is: a piece of a regular expression. */
export const notProfile =
	'(?!(?:i|intent|home|search|explore|messages|notifications|hashtag|settings)(?:[/?#]|$))';

const handle = /^@?(\w{1,50})$/;
const profile = new RegExp(
	`^(?:https?://)?(?:(?:www|mobile|m)\\.)?(?:x|twitter)\\.com/@?${notProfile}(\\w{1,50})/?(?:[?#]\\S*)?$`,
	'i',
);

/** A handle or the address of a profile, as people paste it; without "@" out. Throws `InvalidItem`. @param column named when it is refused */
export function parseHandle(value: string, column: string): string {
	const found = findHandle(value);
	if (found !== undefined) return found;
	throw new InvalidItem(column, value, 'a handle on X: letters, digits and "_"', handleHint);
}

/** The same; undefined of anything else. */
export function findHandle(value: string): string | undefined {
	const text = toBare(value);
	return (handle.exec(text) ?? profile.exec(text))?.[1];
}

/** An X user id without leading zeros; undefined of 0, which nobody has: it says that no id is known. Throws `InvalidItem`. */
export function parseUserId(value: string, column: string): string | undefined {
	const text = toBare(value).replace(/^0+(?=\d)/, '');
	if (/^\d{1,20}$/.test(text)) return text === '0' ? undefined : text;
	throw new InvalidItem(column, value, 'the id of an X user: digits, stored as text', idHint);
}

/** Without what nobody sees and what only is wider: both come with pasted text. */
const toBare = (value: string) =>
	value
		.normalize('NFKC')
		.replace(/\p{Cf}/gu, '')
		.trim();

const handleHint =
	'Write it as @name, or as the address of the profile, such as https://x.com/name.';

const idHint = 'Ids of X have too many digits for a number: give the column the type text.';
