import { toPlainLine } from '../case-text';
import { escapeHtml, styles, toLink } from '../email/html-page';
import {
	followRequestsLink,
	removeFollowerLink,
	toMessageComposer,
	toProfile,
	toProfileByHandle,
} from '../policy/person-links';
import type { PersonLink } from '../policy/person-links';
import type { Reconciled } from './approval';
import { toEvidence, toHeading } from './evidence';
import type { Reminder } from './guard';
import { toPoliteRequest } from './polite-request';

/** One person for a mail or a page. */
export interface Card {
	text: string;
	/** A piece of a page; every value is escaped. */
	html: string;
	/** What to click, the most useful first. */
	links: PersonLink[];
}

export interface CardContext {
	account: { id: string; handle: string };
	/** Name of who looks after the account. */
	operator?: string;
	reminder?: Pick<Reminder, 'number' | 'since'>;
	/** The request as it is to be sent, filled in already; absent: ours. */
	message?: string;
}

/** Who they are, what the register says, and the links to what only a person can do on X. Names and bios are strangers' text. */
export function toCard(it: Reconciled, context: CardContext): Card {
	const heading = toHeading(it);
	const reason = toPlainLine(it.approval.reason, 500);
	const evidence = toEvidence(it, context.reminder);
	const links = toLinks(it, context);
	return {
		text: [heading, reason, ...evidence, ...links.map(({ label, url }) => `${label}: ${url}`)].join(
			'\n',
		),
		html: [
			`<div style="${styles.entry}">`,
			`<p dir="auto" style="${styles.head}">${escapeHtml(heading)}</p>`,
			`<p dir="auto">${escapeHtml(reason)}</p>`,
			`<div style="${styles.facts}">${evidence.map(toFact).join('')}</div>`,
			`<p>${links.map(toButton).join(' ')}</p>`,
			'</div>',
		].join('\n'),
		links,
	};
}

const toFact = (fact: string) => `<div dir="auto">${escapeHtml(fact)}</div>`;

const toButton = ({ label, url }: PersonLink) => toLink(url, escapeHtml(label), styles.button);

function toLinks(it: Reconciled, context: CardContext): PersonLink[] {
	const profile = toProfiles(it);
	const { verdict, action } = it.approval;
	if (verdict === 'waiting' || action === 'accept now') return [followRequestsLink, ...profile];
	if (verdict !== 'outsider') return profile;
	return [...toComposers(it, context), removeFollowerLink, ...profile];
}

function toProfiles({ user, approval: { official } }: Reconciled): PersonLink[] {
	const id = user.id ?? official?.xUserId;
	if (id) return [toProfile(id)];
	const handle = user.handle ?? official?.handle;
	return handle ? [toProfileByHandle(handle)] : [];
}

function toComposers({ user }: Reconciled, context: CardContext): PersonLink[] {
	if (!user.id) return [];
	const { account, operator = '', reminder, message } = context;
	const facts = {
		name: user.name,
		account: account.handle,
		operator,
		number: reminder?.number ?? 1,
	};
	const { label, url } = toMessageComposer(user.id, message ?? toPoliteRequest(undefined, facts));
	const remark = user.receivesYourDm === false ? '; X thinks they take no messages from us' : '';
	return [{ label: `${label}: ask them to unfollow${remark}`, url }];
}
