import type { ModelFigures } from './compare';
import type { ReadExamples } from './read-examples';

/** Whether the model knows more than the shipped one, for people who do not read figures. */
export function toSentence(
	posts: number,
	shipped: ModelFigures,
	own: ModelFigures,
	isWithinChance: boolean,
	applied: number[],
): string {
	const [ours, theirs] = [own, shipped].map(({ right }) => Math.round((100 * right) / posts));
	const figures =
		own.right === shipped.right
			? `On posts it had not seen, the own model was right ${ours} of 100 times, as often as the shipped one`
			: `On posts it had not seen, the own model was right ${ours} of 100 times, the shipped one ${theirs} of 100`;
	const verdict = isWithinChance
		? `with ${posts} posts the difference is within chance`
		: `with ${posts} posts that is more than chance`;
	const comparison = own.right === shipped.right ? figures : `${figures}; ${verdict}`;
	return applied.some((share) => share > 0)
		? `${comparison}.`
		: `${comparison}. Learnt from all of them nothing helped clearly, so the own model answers as the shipped one does.`;
}

const mostShown = 3;

/** What people should look at before they rely on the model. */
export function toWarnings(
	{ posts, notRead, contradictions }: ReadExamples,
	shipped: ModelFigures,
): string[] {
	const warnings: string[] = [];
	if (contradictions.length > 0) {
		const shown = contradictions
			.slice(0, mostShown)
			.map((where) => where.slice(0, mostShown).join(' and '));
		warnings.push(
			`${contradictions.length} ${contradictions.length === 1 ? 'post has' : 'posts have'} more than one label, the last counts: ${shown.join('; ')}${contradictions.length > mostShown ? '; …' : ''}.`,
		);
	}
	if (notRead > 0) {
		warnings.push(
			`${notRead} labelled posts are left out: they have no words or are not in English, so the model is never asked about such posts.`,
		);
	}
	if (shipped.right < posts.length / 2) {
		warnings.push(
			'The shipped model was wrong about most of these posts. If they are only those that somebody corrected, add those that it had right: otherwise the own model learns that it is always wrong.',
		);
	}
	return warnings;
}
