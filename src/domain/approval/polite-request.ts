import { toPlainLine } from '../case-text';
import { InvalidItem } from '../field';
import { findLinks } from '../post-text/links';

/** What the request speaks of. */
export interface RequestFacts {
	/** Of the person who is asked. */
	name: string;
	/** The account's handle, with or without "@". */
	account: string;
	/** Name of who looks after the account; may be empty. */
	operator: string;
	/** 1 is the first day. */
	number: number;
}

/**
 * The friendly request to stop following, at most 1,000 characters. Throws `InvalidItem` on a placeholder nobody knows and on a
 * text that may get too long.
 *
 * @param template with {name}, {account}, {operator} and {number}; absent or blank: one of ours, by the number
 */
export function toPoliteRequest(template: string | undefined, facts: RequestFacts): string {
	const text = template?.trim() ? template.trim() : toWording(facts.number);
	const longest = fill(text, widest);
	if (longest.length > longestRequest) {
		throw new InvalidItem('Message', text, `at most ${longestRequest} characters`, lengthHint);
	}
	return fill(text, {
		name: toSalutation(facts.name),
		account: toAccount(facts.account),
		operator: toPlainLine(facts.operator, 80) || `the team of ${toAccount(facts.account)}`,
		number: String(facts.number),
	});
}

const longestRequest = 1000;

type Placeholder = keyof RequestFacts;

/** In one pass: what a name holds is never taken for a placeholder. Doubled braces are an expression n8n did not resolve. */
const fill = (template: string, values: Record<Placeholder, string>): string =>
	template.replace(/\{+[^{}]*\}+/g, (found) => {
		const name = /^\{([^{}]*)\}$/.exec(found)?.[1].trim().toLowerCase() ?? '';
		if (!isPlaceholder(name)) throw new InvalidItem('Message', found, placeholders, hint);
		return values[name];
	});

const isPlaceholder = (name: string): name is Placeholder => Object.hasOwn(widest, name);

const widest: Record<Placeholder, string> = {
	name: '_'.repeat(50),
	account: '_'.repeat(51),
	operator: '_'.repeat(80),
	number: '99999',
};

const placeholders = 'without placeholders other than {name}, {account}, {operator} and {number}';
const hint = 'Correct the placeholder in the text of the message, or take the braces out.';
const lengthHint =
	'Shorten the text of the message; a name may take 50 of its characters, an operator 80.';

/** A name is a stranger's text: one that holds an address or a handle would become a link in what we write. */
function toSalutation(name: string): string {
	const line = toPlainLine(name, 50);
	const isPlain = !/[@#$/\\]/.test(line) && findLinks(line).length === 0;
	return line && isPlain ? line : 'there';
}

const toAccount = (handle: string) => `@${toPlainLine(handle, 51).replace(/^@/, '')}`;

const toWording = (number: number): string => {
	const later = wordings.length - 1;
	return number <= 1 ? wordings[0] : wordings[1 + ((Math.trunc(number) - 2) % later)];
};

/** The first for the first day, then the others in turn. */
const wordings = [
	[
		'Hello {name}, thank you for your interest in {account}.',
		'This account is for registered staff of our company only, and we could not find you on the register.',
		'Would you please unfollow {account}? You can do so on its profile.',
		'If you do work with us, answer here with your name and team, and {operator} will put you on the register.',
	],
	[
		'Hello {name}, a friendly reminder: {account} is meant for registered staff of our company only, and you are not on the register yet.',
		'Please unfollow it on its profile when you have a moment.',
		'Should you be one of us, tell us your name and team in an answer; {operator} keeps the register and will add you.',
	],
	[
		'Hi {name}, we noticed that you still follow {account}.',
		'What is posted there is for registered staff of our company only, so we kindly ask you to unfollow it by hand.',
		'If you belong on the register, just answer with your name and team, and {operator} will look into it.',
	],
	[
		'Dear {name}, may we ask you once more to unfollow {account}?',
		'It is an internal account, for registered staff of our company only.',
		'If that is you, {operator} will gladly register you: an answer with your name and team is all it takes.',
	],
].map((sentences) => sentences.join(' '));
