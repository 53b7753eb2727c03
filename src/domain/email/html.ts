import type { CaseDraft } from '../case';
import { toDisplayName } from '../case';

/** The case as a page that reads well on a phone; every value is escaped, no image or style is fetched. */
export function toHtml(draft: CaseDraft): string {
	const name = escape(toDisplayName(draft.contact));
	const [post, ...facts] = toParts(draft.body);
	return [
		'<!doctype html>',
		'<html><head><meta charset="utf-8">',
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		`<title>${escape(draft.subject)}</title></head>`,
		`<body style="${styles.body}"><div style="${styles.page}">`,
		`<p style="${styles.head}">${link(draft.contact.profileUrl, name)}${toBadges(draft)}</p>`,
		`<blockquote dir="auto" style="${styles.post}">${escape(post)}</blockquote>`,
		`<p>${link(draft.permalink, 'Open on X')}</p>`,
		`<div style="${styles.facts}">${facts.map(toFact).join('')}</div>`,
		'</div></body></html>',
		'',
	].join('\n');
}

const styles = {
	body: 'margin:0;background:#fff;color:#14181c',
	page: 'max-width:600px;margin:0 auto;padding:16px;font:16px/1.5 -apple-system,Segoe UI,Roboto,Arial,sans-serif',
	head: 'margin:0 0 8px;font-weight:600',
	badge:
		'margin-left:8px;padding:2px 8px;border-radius:10px;background:#eef1f4;font-size:13px;font-weight:400',
	post: 'margin:0;padding:12px 16px;border-left:4px solid #536471;background:#f7f9fa;white-space:pre-wrap;overflow-wrap:anywhere',
	facts:
		'border-top:1px solid #dfe3e7;padding-top:8px;font-size:13px;color:#536471;overflow-wrap:anywhere',
};

function toParts(body: string): string[] {
	// The facts stand after the last divider; a post may hold dividers of its own.
	const at = body.lastIndexOf('\n\n--------------------\n');
	const facts = body.slice(at + 23).split('\n');
	return [body.slice(0, at), ...facts];
}

const toFact = (fact: string) => `<div dir="auto">${escape(fact)}</div>`;

function toBadges({ category, urgency }: CaseDraft): string {
	const words = [category?.replace(/_/g, ' '), urgency === 'normal' ? undefined : urgency];
	const badges = words.filter((word) => word !== undefined);
	return badges.map((word) => `<span style="${styles.badge}">${escape(word)}</span>`).join('');
}

const link = (url: string, label: string) =>
	/^https?:\/\//.test(url) ? `<a href="${escape(url)}">${label}</a>` : label;

const escape = (text: string) =>
	text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
