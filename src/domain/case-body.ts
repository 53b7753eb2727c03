import type { CaseContact, CaseFacts } from './case';
import { toPlainLine, toVerbatim } from './case-text';
import { type EventKind, type EventMedia, toNature, unknownAuthorId, type XEvent } from './event';
import type { Triage } from './triage/triage';

/** The text of a case or comment: the post word for word, then what is known about it, one fact a line. */
export function toCaseBody(
	event: XEvent,
	contact: CaseContact,
	reference: string,
	{ triage, due }: CaseFacts = {},
): string {
	const { time, link } = labels[toNature(event.kind)];
	const facts: Array<[name: string, value: string | undefined]> = [
		['From', toAuthor(event, contact)],
		[time, toTime(event.createdAt)],
		[link, event.permalink],
		['Answer to', event.inReplyTo && `https://x.com/i/status/${event.inReplyTo.postId}`],
		['Quotes', event.quotesUs ? 'a post of ours' : undefined],
		['Edited', event.editOf && `a new version of post ${event.editOf}`],
		['Language', event.language],
		...event.media.map((media): [string, string] => ['Media', toMedia(media)]),
		['Seen as', triage && toVerdict(triage)],
		['Because', triage && toReasons(triage)],
		['Acknowledge by', due?.acknowledgeBy && toTime(due.acknowledgeBy)],
		['Answer by', due?.answerBy && toTime(due.answerBy)],
		...event.completeness.missing.map((gap): [string, string] => [
			'Not read',
			toPlainLine(gap, 300),
		]),
		['Reference', reference],
	];
	const lines = facts.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
	return [toVerbatim(event.text) || `(${toNoText(event.kind)})`, '', divider, ...lines].join('\n');
}

function toNoText(kind: EventKind): string {
	if (kind === 'unreadable_message') {
		return 'a private message that only a person can read, in the X app: the link is below';
	}
	return labels[toNature(kind)].noText;
}

const labels: Record<ReturnType<typeof toNature>, Record<'time' | 'link' | 'noText', string>> = {
	post: { time: 'Posted', link: 'Post', noText: 'a post without text' },
	message: { time: 'Sent', link: 'Conversation', noText: 'a message without text' },
	person: { time: 'Noticed', link: 'Profile', noText: 'nothing was written' },
	notice: { time: 'Noticed', link: 'To look at', noText: 'nothing was written' },
};

const divider = '-'.repeat(20);

function toAuthor({ account, author }: XEvent, contact: CaseContact): string {
	if (author.id === account.id) return `@${account.handle}, our own account`;
	if (author.id === unknownAuthorId) return 'somebody X did not name';
	const facts = [
		author.handle && contact.name ? `@${author.handle}` : undefined,
		`X user id ${author.id}`,
		author.followers === undefined ? undefined : `${author.followers} followers`,
		author.verified ? 'verified' : undefined,
		author.protected ? 'protected account' : undefined,
	].filter((fact) => fact !== undefined);
	const name = contact.name ?? (author.handle ? `@${author.handle}` : 'name not looked up');
	return `${name} (${facts.join(', ')})`;
}

const toTime = (iso: string) => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

function toMedia({ type, url, key, altText }: EventMedia): string {
	const what = [type ?? 'attachment', url ?? `(no address, media key ${key})`].join(' ');
	return altText ? `${what} "${toPlainLine(altText, 200)}"` : what;
}

function toVerdict({ category, bestGuess, probability, urgency }: Triage): string {
	const percent = `${Math.round(probability * 100)} %`;
	const verdict =
		category === 'unsure'
			? `unsure${bestGuess ? `, perhaps ${toWords(bestGuess)} (${percent})` : ''}`
			: `${toWords(category)} (${percent} sure)`;
	return `${verdict}, urgency ${urgency}`;
}

const toWords = (category: string) => category.replace(/_/g, ' ');

function toReasons({ reasons, explanation }: Triage): string | undefined {
	const words = reasons.map(({ words, cue }) => `"${toPlainLine(words, 60)}" (${cue})`);
	return words.join('; ') || toPlainLine(explanation, 300) || undefined;
}
