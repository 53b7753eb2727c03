import { findCues } from './cues';
import type { ReadPost } from './model';
import { toTokens } from './tokens';

/** Reads a post once, for the model, the rules and the urgency alike. */
export function toReadPost(text: string, mentionsUs?: ReadPost['mentionsUs']): ReadPost {
	const tokens = toTokens(text);
	return { text, tokens, cues: findCues(tokens), mentionsUs };
}
