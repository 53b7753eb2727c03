import { InvalidItem } from '../field';
import { findCut } from './cut';
import { withSignature, withoutSignature } from './signature';
import { MAX_WEIGHT, longestWeighed, weighText } from './weight';

export interface ThreadOptions {
	/** The most each post may weigh. */
	max?: number;
	/** Puts " (2/3)" behind each part. */
	numbered?: boolean;
	/** Initials of the agent; they go behind the last part, after its number. */
	signature?: string;
}

export const MAX_PARTS = 25;

/** A link, a number, a signature and a blank for each fit into this in any script. */
const smallestMax = 60;

/**
 * The text as posts that answer one another: one when it fits (never numbered), none when it is blank. Cut at paragraphs, else at
 * sentences, else at words; only a word that is too long for a post is cut itself. Throws `InvalidItem` above 25 parts.
 */
export function splitThread(text: string, options: ThreadOptions = {}): string[] {
	const { max = MAX_WEIGHT, numbered = false, signature = '' } = options;
	if (!(max >= smallestMax)) throw new InvalidItem('max', max, `at least ${smallestMax}`);
	if (text.length > longestWeighed) throw tooLong(text, max);
	const lines = text.normalize('NFC').replace(/\r\n?/g, '\n');
	const whole = withoutSignature(lines.trim(), signature).trim();
	if (whole === '') return [];
	const signed = withSignature(whole, signature);
	if (!weighText(signed, max).isTooLong) return [signed];
	// Parts end with a sentence where they can; with words only there are fewer of them.
	for (const minimum of [max / 2, Infinity]) {
		for (const digits of numbered ? [1, 2] : [0]) {
			const parts = cutParts(whole, { max, minimum, digits, signature });
			if (parts) return parts.map((part, index) => toPost(part, index, parts.length));
		}
	}
	throw tooLong(text, max);

	function toPost(part: string, index: number, count: number): string {
		const post = numbered ? `${part} (${index + 1}/${count})` : part;
		return index + 1 === count ? withSignature(post, signature) : post;
	}
}

interface PartOptions {
	max: number;
	minimum: number;
	/** Digits of the number of parts; 0 when they are not numbered. */
	digits: number;
	signature: string;
}

/** The parts without number and signature; undefined when there are too many for the digits or for a thread. */
function cutParts(whole: string, options: PartOptions): string[] | undefined {
	const { max, minimum, digits, signature } = options;
	const number = digits > 0 ? ` (${'9'.repeat(digits)}/${'9'.repeat(digits)})` : '';
	const most = digits === 1 ? 9 : MAX_PARTS;
	const fits = (post: string) => !weighText(post, max).isTooLong;
	const limit = max - weighText(number).length;
	const parts: string[] = [];
	for (let rest = whole; parts.length < most; ) {
		if (fits(withSignature(rest + number, signature))) return [...parts, rest];
		const at = findCut(rest, { limit, minimum, fits: (kept) => fits(kept + number) });
		if (at < 0) return undefined;
		parts.push(rest.slice(0, at).trimEnd());
		rest = rest.slice(at).trimStart();
	}
	return undefined;
}

const tooLong = (text: string, max: number) =>
	new InvalidItem(
		'text',
		text,
		`short enough for ${MAX_PARTS} posts of ${max}`,
		'Shorten the text, or put it on a page and post the link.',
	);
