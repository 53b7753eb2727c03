import { toWholeText, unescapeText } from './parse';
import type { RawPost } from './raw-post';

/**
 * The text as its author typed it: X's escapes undone, t.co addresses replaced by what they stand for, without the handles X
 * puts before a reply and the links it adds for pictures.
 */
export function toTypedText(post: RawPost): string {
	const urls = [
		...(post.entities?.urls ?? []),
		...((post.note_tweet ?? post.note_post)?.entities?.urls ?? []),
	];
	const meant = new Map<string, string>();
	for (const { url, expanded_url: expanded, media_key: key } of urls) {
		if (typeof url !== 'string' || url === '' || typeof expanded !== 'string') continue;
		const isPicture = key !== undefined || pictureLink.test(expanded);
		meant.set(unescapeText(url), isPicture ? '' : expanded);
	}
	const text = withoutHandles(toWholeText(post), post);
	if (meant.size === 0) return text;
	// All in one go: what an address stands for is not looked at again.
	const longestFirst = [...meant.keys()].sort((a, b) => b.length - a.length);
	const pattern = new RegExp(longestFirst.map(toLiteral).join('|'), 'g');
	return text.replace(pattern, (url) => meant.get(url) ?? url).trimEnd();
}

const pictureLink = /^https?:\/\/(?:x|twitter)\.com\/\w+\/status\/\d+\/(?:photo|video)\/\d+$/i;

/** `display_text_range` starts after the handles X filled in. */
function withoutHandles(text: string, { display_text_range: range }: RawPost): string {
	const prefix = text.slice(0, range?.[0] ?? 0);
	return /^(?:@\w+\s+)+$/.test(prefix) ? text.slice(prefix.length) : text;
}

const toLiteral = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
