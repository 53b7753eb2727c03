import type { CaseDraft } from '../case';
import { toDisplayName } from '../case';
import { toPlainLine } from '../case-text';
import { maskPersonalData } from '../personal-data';
import type { Urgency } from '../triage/triage';
import { escapeHtml, styles, toHtmlPage, toLink } from './html-page';
import type { EmailMessage, EmailSettings, Sha256Hex } from './message';
import { toCommonHeaders, toEnvelope, toMailDate, toMessageId } from './message';

/**
 * One mail that lists many posts, the most urgent first, each once, in few words and with its link. Same posts and settings in, in
 * whatever order, same message out. Personal data is masked, and of what was said in private nothing is told but that it was.
 *
 * @param drafts at least one
 */
export function composeDigestEmail(
	drafts: CaseDraft[],
	settings: EmailSettings,
	sha256Hex: Sha256Hex,
): EmailMessage {
	const posts = toDistinct(drafts);
	const subject = toSubject(posts);
	const groups = toGroups(posts);
	const times = posts.map(({ createdAt }) => createdAt).sort();
	const key = `digest ${posts.map(({ reference }) => reference).join(' ')}`;
	return {
		...toEnvelope(settings),
		subject,
		text: toText(subject, groups),
		html: toHtmlPage(subject, toHtml(subject, groups)),
		messageId: toMessageId(key, settings, sha256Hex),
		references: [],
		date: toMailDate(times[times.length - 1]),
		headers: toCommonHeaders(posts[0].account.id, settings),
	};
}

interface Group {
	title: string;
	entries: Entry[];
}

interface Entry {
	/** Who it is about, and what it is. */
	head: string;
	/** In few words; empty where nothing may be told. */
	words: string;
	time: string;
	link: string;
	linkLabel: string;
}

const toDistinct = (drafts: CaseDraft[]) =>
	[...new Map(drafts.map((draft) => [draft.reference, draft])).values()].sort((one, other) =>
		one.reference < other.reference ? -1 : 1,
	);

function toSubject(posts: CaseDraft[]): string {
	const handles = [...new Set(posts.map(({ account }) => `@${account.handle}`))].sort();
	const accounts = handles.length > 3 ? `${handles.length} accounts` : handles.join(', ');
	const times = posts.map(({ createdAt }) => toMinute(createdAt)).sort();
	const [first, last] = [times[0], times[times.length - 1]];
	const until = last.startsWith(first.slice(0, 10)) ? last.slice(11) : last;
	const period = first === last ? first : `${first} to ${until}`;
	return toPlainLine(`X digest: ${posts.length} new for ${accounts}, ${period} UTC`, 150);
}

const toMinute = (iso: string) => iso.slice(0, 16).replace('T', ' ');

const urgencies: Array<[urgency: Urgency | undefined, title: string]> = [
	['critical', 'Critical'],
	['urgent', 'Urgent'],
	['normal', 'Normal'],
	['low', 'Low'],
	[undefined, 'Not judged'],
];

/** By urgency, then by category, then by time. */
function toGroups(posts: CaseDraft[]): Group[] {
	return urgencies.flatMap(([urgency, title]) => {
		const ofUrgency = posts.filter((post) => post.urgency === urgency);
		const categories = [...new Set(ofUrgency.map(({ category }) => category ?? ''))].sort();
		return categories.map((category) => {
			const group = ofUrgency.filter((post) => (post.category ?? '') === category);
			const label = category ? `${title}: ${category.replace(/_/g, ' ')}` : title;
			return { title: `${label} (${group.length})`, entries: group.sort(byTime).map(toEntry) };
		});
	});
}

const byTime = (one: CaseDraft, other: CaseDraft) =>
	one.createdAt < other.createdAt ? -1 : one.createdAt > other.createdAt ? 1 : 0;

function toEntry(draft: CaseDraft): Entry {
	const { contact, isOurs, isPrivate, permalink, createdAt } = draft;
	const called = contact.name && maskPersonalData(contact.name);
	const name = toPlainLine(toDisplayName({ ...contact, name: called }), 120);
	const what = isPrivate ? 'Private message' : isOurs ? 'Our answer' : '';
	const between = isOurs ? 'to' : 'from';
	return {
		head:
			isPrivate && isOurs
				? `Our private answer to ${name}`
				: what
					? `${what} ${between} ${name}`
					: name,
		words: isPrivate ? '' : toPlainLine(maskPersonalData(draft.text), 240),
		time: `${toMinute(createdAt)} UTC`,
		link: permalink,
		linkLabel: isPrivate ? 'Open the conversation on X' : 'Open on X',
	};
}

const toText = (subject: string, groups: Group[]) =>
	[
		subject,
		...groups.map(({ title, entries }) =>
			[`\n== ${title} ==`, ...entries.map(toTextEntry)].join('\n\n'),
		),
		`\n${note}\n`,
	].join('\n');

const toTextEntry = ({ head, words, time, link }: Entry) =>
	[`* ${head}, ${time}`, words, link].filter(Boolean).join('\n  ');

const toHtml = (subject: string, groups: Group[]) => [
	`<p style="${styles.head}">${escapeHtml(subject)}</p>`,
	...groups.flatMap(({ title, entries }) => [
		`<h2 style="${styles.group}">${escapeHtml(title)}</h2>`,
		...entries.map(toHtmlEntry),
	]),
	`<p style="${styles.facts}">${escapeHtml(note)}</p>`,
];

function toHtmlEntry({ head, words, time, link, linkLabel }: Entry): string {
	const said = words ? `<br><span dir="auto">${escapeHtml(words)}</span>` : '';
	return `<p style="${styles.entry}"><strong>${escapeHtml(head)}</strong> · ${time}${said}<br>${toLink(link, linkLabel)}</p>`;
}

const note =
	'Texts are shortened, and what looks like personal data is masked; private messages can be read on X only.';
