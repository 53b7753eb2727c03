import { green, grey, red, type Verdict, yellow } from './check';
import { toUnknownAccount } from './connection';
import type { AccountFacts, CheckUpFacts } from './facts';
import { toNumber, toShown } from './shown';

export const judgeAccount = (facts: CheckUpFacts): Verdict =>
	withAccount(facts, ({ id, handle, name, followers }) => {
		const named = name ? ` (${toShown(name)})` : '';
		const followed = followers === undefined ? '' : `, ${toNumber(followers)} followers`;
		return green(`The credential acts as @${handle}${named}, id ${id}${followed}.`);
	});

/** Who sees what the account posts: everybody, or approved followers only. */
export const judgeVisibility = (facts: CheckUpFacts): Verdict =>
	withAccount(facts, (account) => {
		if (account.protected === undefined) return grey('X did not say who sees its posts.');
		return facts.isStaffFeed ? toFeedVisibility(account) : toPublicVisibility(account);
	});

function toPublicVisibility({ handle, protected: isProtected }: AccountFacts): Verdict {
	if (!isProtected) return green(`@${handle} is public: everybody sees its posts and replies.`);
	return yellow(
		`@${handle} is protected: its replies are visible to its approved followers only, so most customers never see an answer, and X sends no events about its posts.`,
		"On x.com, switch 'Protect your posts' off (Settings, Privacy and safety, Audience). If this is the feed for your own staff, tell the check-up so.",
	);
}

function toFeedVisibility({ handle, protected: isProtected }: AccountFacts): Verdict {
	if (isProtected) return green(`@${handle} is protected: only approved followers read the feed.`);
	return red(
		`@${handle} is meant for staff, but it is public: everybody on the internet can read it.`,
		"On x.com, switch 'Protect your posts' on (Settings, Privacy and safety, Audience) before anything else is published, and look through its followers: those who follow already go on reading.",
	);
}

/** Information only: nothing here depends on it. */
export const judgeVerification = (facts: CheckUpFacts): Verdict =>
	withAccount(facts, ({ verified, verifiedType }) => {
		const type = verifiedType && verifiedType !== 'none' ? toShown(verifiedType, 20) : undefined;
		if (type) return green(`The account is verified (${type}).`);
		if (verified === undefined && verifiedType === undefined) {
			return grey('X did not say whether the account is verified.');
		}
		if (verified) return green('The account is verified.');
		return green('The account is not verified. The workflows do not need it.');
	});

/** X wants accounts that answer by themselves to say so. */
export const judgeAutomatedLabel = (facts: CheckUpFacts): Verdict =>
	withAccount(facts, ({ label, description }) => {
		if (label && /automated|\bbot\b/i.test(label)) {
			return green(`X shows the label '${toShown(label)}' beside the account.`);
		}
		if (facts.answersByItself === false) {
			return green(
				'The account has no Automated label, and needs none as long as a person approves every answer.',
			);
		}
		const inWords = /\b(?:automated|automatic|bot)\b/i.test(description ?? '')
			? ', only its description speaks of automation'
			: '';
		const finding = `X shows no Automated label beside the account${inWords}.`;
		if (facts.answersByItself) return yellow(finding, labelIt);
		return grey(
			`${finding} Whether it needs one depends on whether answers go out without a person, which X cannot tell.`,
			`Only if the account answers by itself, do this. ${labelIt}`,
		);
	});

const labelIt =
	'Switch the label on, on x.com (Settings, Your account, Automation), name a person’s account as its manager, and say in the description who runs it. X asks this of accounts that answer by themselves.';

function withAccount(facts: CheckUpFacts, judge: (account: AccountFacts) => Verdict): Verdict {
	if ('answer' in facts.account) return judge(facts.account.answer);
	return toUnknownAccount(facts)!;
}
