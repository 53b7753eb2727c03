import type { Evidence, Logits, ReadPost } from '../model';
import type { Token } from '../tokens';
import type { TokenScores } from './scorer';

/** Puts what single tokens and cues add together into pieces a reader can look at: cues first, then the words left over. */
export function toEvidence(
	{ tokens, cues }: ReadPost,
	scores: TokenScores,
	toLogits: (values: Float64Array) => Logits,
): Evidence[] {
	const { count } = scores;
	const read = scores.tokens.length / count;
	const isTaken = new Uint8Array(read);
	const occurrences = new Map<string, number>();
	for (const { cue } of cues) occurrences.set(cue, (occurrences.get(cue) ?? 0) + 1);
	const evidence: Evidence[] = [];
	const take = (from: number, to: number, sums: Float64Array) => {
		for (let token = from; token < Math.min(to, read); token++) {
			if (isTaken[token] === 1) continue;
			isTaken[token] = 1;
			for (let head = 0; head < count; head++) sums[head] += scores.tokens[token * count + head];
		}
		return toLogits(sums);
	};
	for (const { cue, from, to } of cues) {
		// Each piece takes much memory, and a post of a megabyte has half a million.
		if (from >= read) continue;
		const own = scores.cues.get(cue);
		const share = 1 / (occurrences.get(cue) ?? 1);
		const sums = new Float64Array(count);
		if (own !== undefined) for (let head = 0; head < count; head++) sums[head] = own[head] * share;
		evidence.push({ cue, from, to, logits: take(from, to, sums) });
	}
	for (let token = 0; token < read; token++) {
		if (isTaken[token] === 1 || !isReadable(tokens[token])) continue;
		evidence.push({ from: token, to: token + 1, logits: take(token, token + 1, new Float64Array(count)) });
	}
	return evidence;
}

/** What a reader can make something of: a mark or a handle alone is no reason, nor a word too long to have a key. */
const isReadable = ({ kind, key }: Token) => key !== '' && readableKinds.has(kind);
const readableKinds = new Set(['word', 'hashtag', 'emoji']);
