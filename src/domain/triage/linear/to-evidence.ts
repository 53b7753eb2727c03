import type { Evidence, Logits, ReadPost } from '../model';
import type { Token } from '../tokens';
import type { TokenScores } from './scorer';

/** Used again for every piece: `toLogits` copies. */
let scratch = new Float64Array(16);

/** Puts what single tokens and cues add together into pieces a reader can look at: cues first, then the words left over. */
export function toEvidence(
	{ tokens, cues }: ReadPost,
	scores: TokenScores,
	toLogits: (values: Float64Array) => Logits,
): Evidence[] {
	const { stride, read, places, occurrences } = scores;
	const isTaken = new Uint8Array(read);
	if (scratch.length < stride) scratch = new Float64Array(stride);
	const sums = scratch;
	const evidence: Evidence[] = [];
	const take = (from: number, to: number) => {
		for (let token = from; token < Math.min(to, read); token++) {
			if (isTaken[token] === 1) continue;
			isTaken[token] = 1;
			for (let head = 0; head < stride; head++) sums[head] += scores.tokens[token * stride + head];
		}
		return toLogits(sums);
	};
	for (let i = 0; i < cues.length; i++) {
		const { cue, from, to } = cues[i];
		// Each piece takes much memory, and a post of a megabyte has half a million.
		if (from >= read) continue;
		const share = 1 / occurrences[places[i]];
		for (let head = 0; head < stride; head++)
			sums[head] = scores.cues[places[i] * stride + head] * share;
		evidence.push({ cue, from, to, logits: take(from, to) });
	}
	for (let token = 0; token < read; token++) {
		if (isTaken[token] === 1 || !isReadable(tokens[token])) continue;
		sums.fill(0, 0, stride);
		evidence.push({ from: token, to: token + 1, logits: take(token, token + 1) });
	}
	return evidence;
}

/** What a reader can make something of: a mark or a handle alone is no reason, nor a word too long to have a key. */
const isReadable = ({ kind, key }: Token) => key !== '' && readableKinds.has(kind);
const readableKinds = new Set(['word', 'hashtag', 'emoji']);
