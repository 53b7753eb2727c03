import { cueWeights } from './cue-weights';
import { postClasses } from './model';
import type { Evidence, ReadPost, Scores, TriageModel } from './model';
import { findStructure } from './structure';

/** The first model: written cues, each with a weight per class, added up. */
export const cueModel: TriageModel = { name: 'cues-1', judge };

/** A cue counts fully the first time, half the second, then no more: rants are not surer than posts. */
const shareByOccurrence = [1, 0.5];

/** The cues of a post with the weight each occurrence gets; the whole of what the weights apply to. */
export function weighCues(
	post: ReadPost,
): Array<{ cue: string; start: number; end: number; share: number }> {
	const seen = new Map<string, number>();
	return [...post.cues, ...findStructure(post.tokens, post.cues)].flatMap(({ cue, from, to }) => {
		const occurrence = seen.get(cue) ?? 0;
		seen.set(cue, occurrence + 1);
		const share = shareByOccurrence[occurrence];
		if (share === undefined) return [];
		const isWhole = to === 0;
		return [
			{
				cue,
				start: isWhole ? 0 : post.tokens[from].start,
				end: isWhole ? 0 : post.tokens[to - 1].end,
				share,
			},
		];
	});
}

function judge(post: ReadPost): { scores: Scores; evidence: Evidence[] } {
	const evidence = [
		{ cue: 'start', start: 0, end: 0, share: 1 },
		...(post.mentionsUs === 'none'
			? [{ cue: 'not addressed to us', start: 0, end: 0, share: 1 }]
			: []),
		...weighCues(post),
	].map(({ cue, start, end, share }) => ({ cue, start, end, scores: toScores(cue, share) }));
	const scores = { complaint: 0, question: 0, praise: 0, comment: 0, not_for_us: 0 };
	for (const piece of evidence) {
		for (const name of postClasses) scores[name] += piece.scores[name];
	}
	return { scores, evidence };
}

function toScores(cue: string, share: number): Scores {
	const [complaint, question, praise, comment, notForUs] = cueWeights[cue] ?? noWeights;
	return {
		complaint: complaint * share,
		question: question * share,
		praise: praise * share,
		comment: comment * share,
		not_for_us: notForUs * share,
	};
}

const noWeights = [0, 0, 0, 0, 0];
