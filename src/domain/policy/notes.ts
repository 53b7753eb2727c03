import { showUsd } from '../cost';
import { hasLink } from '../post-text/links';
import type { PolicyFacts } from './facts';
import { isOwn, toPartName, toPost, toPublicTexts } from './finding';
import type { OutgoingAction } from './outgoing-action';
import { namePersonalData } from './personal-data';

/** What one post costs on X, in US dollars, as of August 2026. */
export const postUsd = { plain: 0.015, summonedReply: 0.01, withLink: 0.2 };

/** What ops staff should know although it stops nothing; one sentence each. */
export function findNotes(action: OutgoingAction, facts: PolicyFacts): string[] {
	return [
		...toGoneNote(action, facts),
		...toLinkNote(action, facts),
		...toPublicTexts(action).flatMap((text, index, { length }) =>
			namePersonalData(text).map(
				(what) =>
					`The text${toPartName(index, length)} seems to hold ${what} and everybody can read it: make sure that it is the company's own.`,
			),
		),
		...toRepostNote(action, facts),
	];
}

function toGoneNote(action: OutgoingAction, { post }: PolicyFacts): string[] {
	if (post !== 'gone') return [];
	if (action.kind === 'deletePost')
		return ['X shows the post no longer: it may be deleted already.'];
	if (action.kind === 'undoRepost') {
		return ['X shows the post no longer: its repost has gone with it.'];
	}
	return [];
}

function toLinkNote(action: OutgoingAction, facts: PolicyFacts): string[] {
	const count = toPublicTexts(action).filter(hasLink).length;
	if (count === 0) return [];
	const post = toPost(facts);
	const isSummoned = action.kind === 'reply' && post && !isOwn(post, facts);
	const without = isSummoned ? postUsd.summonedReply : postUsd.plain;
	const what = count === 1 ? 'A post with a web address' : `${count} posts with a web address each`;
	return [
		`${what} cost${count === 1 ? 's' : ''} $${(count * postUsd.withLink).toFixed(2)} instead of ${showUsd(count * without)}: leave the address out, or send it in a direct message.`,
	];
}

function toRepostNote(action: OutgoingAction, facts: PolicyFacts): string[] {
	const post = toPost(facts);
	if (action.kind !== 'repost' || !post) return [];
	return namePersonalData(post.text).map(
		(what) => `The post seems to hold ${what}, which a repost shows to more people.`,
	);
}
