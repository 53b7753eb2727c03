import type { CaseDraft } from '../case';
import { toDisplayName } from '../case';
import { escapeHtml, styles, toHtmlPage, toLink } from './html-page';

/** The case as a page that reads well on a phone; every value is escaped. */
export function toHtml(draft: CaseDraft): string {
	const [post, ...facts] = toParts(draft.body);
	return toHtmlPage(draft.subject, [
		`<p style="${styles.head}">${toHead(draft)}${toBadges(draft)}</p>`,
		`<blockquote dir="auto" style="${styles.post}">${escapeHtml(post)}</blockquote>`,
		`<p>${toLink(draft.permalink, draft.isPrivate ? 'Open the conversation on X' : 'Open on X', styles.button)}</p>`,
		`<div style="${styles.facts}">${facts.map(toFact).join('')}</div>`,
	]);
}

function toHead({ contact, isOurs, isPrivate }: CaseDraft): string {
	const name = toLink(contact.profileUrl, escapeHtml(toDisplayName(contact)));
	if (!isOurs) return name;
	return `${isPrivate ? 'Our private answer' : 'Our answer'} to ${name}`;
}

function toParts(body: string): string[] {
	// The facts stand after the last divider; a post may hold dividers of its own.
	const at = body.lastIndexOf('\n\n--------------------\n');
	const facts = body.slice(at + 23).split('\n');
	return [body.slice(0, at), ...facts];
}

const toFact = (fact: string) => `<div dir="auto">${escapeHtml(fact)}</div>`;

function toBadges({ category, urgency, isPrivate, isOurs }: CaseDraft): string {
	const words = [
		isPrivate && !isOurs ? 'private message' : undefined,
		category?.replace(/_/g, ' '),
		urgency === 'normal' ? undefined : urgency,
	].filter((word) => word !== undefined);
	return words.map((word) => `<span style="${styles.badge}">${escapeHtml(word)}</span>`).join('');
}
