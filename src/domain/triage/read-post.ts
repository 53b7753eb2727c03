import { findCues } from './cues';
import type { ReadPost } from './model';
import { undoEntities } from './entities';
import { toShape } from './shape';
import { toTokens } from './tokens';

/**
 * Ten times what a post on X can hold; what lies beyond is not read. Some megabytes of one character without a gap are
 * more than a regular expression can go back over, and it throws.
 */
const longestRead = 1 << 20;

/** Reads a post once, for the model, the rules and the urgency alike; offsets are into the text as it came. */
export function toReadPost(text: string): ReadPost {
	const { text: plain, origins } = undoEntities(
		text.length > longestRead ? text.slice(0, longestRead) : text,
	);
	const tokens = toTokens(plain);
	if (origins !== undefined) {
		for (const token of tokens) {
			token.start = origins[token.start];
			token.end = origins[token.end];
		}
	}
	const cues = findCues(tokens);
	return { text, tokens, cues, shape: toShape(tokens, cues) };
}
