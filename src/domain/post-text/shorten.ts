import { findCut } from './cut';
import { findLinks } from './links';
import { MAX_WEIGHT, longestWeighed, weighText } from './weight';

/**
 * The text as it is when X takes it, else its first words with `ending` behind them (a signature may be part of it). A single
 * word longer than the limit is cut between characters; when not even the first piece fits, the ending is all there is.
 */
export function shortenText(text: string, { max = MAX_WEIGHT, ending = '…' } = {}): string {
	if (!weighText(text, max).isTooLong) return text;
	const whole = text.slice(0, longestWeighed).normalize('NFC').trimStart();
	if (whole === '') return '';
	const fits = (shortened: string) => !weighText(shortened, max).isTooLong;
	const at = findCut(whole, {
		limit: max - weighText(ending).length,
		minimum: Infinity,
		fits: (kept) => fits(join(kept, ending)),
	});
	if (at >= 0) return join(whole.slice(0, at).trimEnd(), ending);
	return fits(ending) ? ending : '';
}

/** A link keeps a blank to what follows; elsewhere the ending takes the place of punctuation. */
function join(kept: string, ending: string): string {
	const isLink = findLinks(kept).at(-1)?.end === kept.length;
	if (isLink) return `${kept} ${ending.trimStart()}`.trimEnd();
	return (kept.replace(/[\s.,;:…–—-]+$/u, '') || kept) + ending;
}
