import { setTimeout as sleep } from 'node:timers/promises';
import { checkPosts, company, type CheckPost } from './check-posts.mts';
import type { Demo } from './demo.mts';
import { readLedgers, type LedgerState } from './ledger.mts';
import { judgeMails, type MailVerdict } from './mails.mts';
import { judgeCases, type Verdict } from './verdict.mts';
import { waitFor } from './wait.mts';

/** What `npm run demo -- --check` prints as its last line. */
export interface CheckResult extends Verdict {
	ok: boolean;
	desk: string;
	/** How often n8n was killed and started again in the middle of its work. */
	kills: number;
	/** Runs that a kill cut short. */
	crashedRuns: number;
	ledger: Omit<LedgerState, 'reasons'>;
	/** Mails of the second template. */
	mails: MailVerdict;
	seconds: number;
}

export interface CheckOptions {
	isKilling: boolean;
	/** For all the waiting together. */
	timeoutMs: number;
	print: (line: string) => void;
}

/** Milliseconds between a poll for mentions and the kill, one per round. */
const killDelaysMs = [0, 100, 300, 800];

/**
 * Posts every mention of `check-posts`, waits until the desk holds them, and asks the desk, not n8n, what came of it.
 * With `isKilling`, n8n is killed once in every round while it works, and has to get over it.
 */
export async function runCheck(demo: Demo, options: CheckOptions): Promise<CheckResult> {
	const { isKilling, print, timeoutMs } = options;
	const startedAt = Date.now();
	const remainingMs = () => Math.max(startedAt + timeoutMs - Date.now(), 1_000);
	const promise = await demo.sandbox.post({
		from: company,
		text: 'We answer everything within two hours. Promised.',
	});
	const ids = new Map<string, string>();

	for (const [index, round] of toRounds(checkPosts).entries()) {
		if (round.some(({ editOf }) => editOf)) await waitForOriginals(round);
		const seen = await countPolls();
		for (const post of round) await publish(post);
		print(`Round ${index + 1}: ${round.length} mentions posted`);
		if (isKilling) await killAfterPoll(seen, killDelaysMs[index]);
	}
	print('Waiting for the desk to hold them all …');
	await settle();
	print('Delivering some of them once more, and waiting for a poll and a sweep …');
	for (const { key, deliveredTwice } of checkPosts) {
		if (deliveredTwice) await demo.sandbox.deliverAgain(ids.get(key) ?? '');
	}
	const seen = await countPolls();
	await waitQuietly('two more polls', async () => (await countPolls()) >= seen + 4);
	await settle();
	return await judge();

	async function publish(post: CheckPost): Promise<void> {
		const { key, from, text, lang, media } = post;
		const { id } = await demo.sandbox.post({
			...{ from, text, lang, media },
			inReplyTo: ids.get(post.inReplyTo ?? ''),
			editOf: ids.get(post.editOf ?? ''),
			quote: post.quotesUs ? promise.id : undefined,
		});
		ids.set(key, id);
		if (post.deliveredTwice) await demo.sandbox.deliverAgain(id);
	}

	/** X shows an edited post in its last version only, so the first one must have been dealt with by then. */
	async function waitForOriginals(round: CheckPost[]): Promise<void> {
		const originals = round.flatMap(({ editOf }) => ids.get(editOf ?? '') ?? []);
		await waitQuietly('the posts that will be edited', async () => {
			return (await readLedgers(demo.client, demo.workflows, originals)).forgotten === 0;
		});
	}

	async function killAfterPoll(seen: number, delayMs: number): Promise<void> {
		await waitFor(async () => (await countPolls()) > seen, {
			what: 'n8n to ask for mentions',
			timeoutMs: Math.min(remainingMs(), 150_000),
			everyMs: 25,
		});
		await sleep(delayMs);
		await demo.n8n.kill();
		print(`  n8n killed ${delayMs} ms after it had asked for mentions; starting it again …`);
		await demo.n8n.start();
	}

	async function countPolls(): Promise<number> {
		const requests = await demo.sandbox.readRequests();
		return requests.filter(({ path }) => /\/users\/\d+\/mentions$/.test(path)).length;
	}

	/**
	 * Until the flow says that it is done. The desk is asked for the verdict only: asking it all the time would slow down
	 * what is being waited for.
	 */
	async function settle(): Promise<void> {
		await waitQuietly('the flow to be done', async () => {
			const { open, forgotten } = await readLedgers(demo.client, demo.workflows, [...ids.values()]);
			return open + forgotten === 0;
		});
	}

	async function waitQuietly(what: string, ask: () => Promise<boolean>): Promise<void> {
		await waitFor(ask, { what, timeoutMs: remainingMs(), everyMs: 2_000 }).catch((error: Error) =>
			print(error.message),
		);
	}

	async function judge(): Promise<CheckResult> {
		const verdict = judgeCases(checkPosts, ids, await demo.desk.readCases());
		const mails = judgeMails(checkPosts, ids, await demo.sandbox.readMailbox());
		const { reasons, ...ledger } = await readLedgers(demo.client, demo.workflows, [
			...ids.values(),
		]);
		const { expected, found, lost, doubled, garbled } = verdict;
		const areCasesRight =
			lost + doubled + garbled === 0 &&
			expected.cases === found.cases &&
			expected.comments === found.comments;
		// A mail that was sent the moment before the power went cannot be known to have been: it is sent again.
		const areMailsRight = mails.lost === 0 && (isKilling || mails.doubled === 0);
		return {
			ok: areCasesRight && areMailsRight && ledger.open + ledger.forgotten === 0,
			...verdict,
			problems: [...verdict.problems, ...reasons.map((reason) => `left open: ${reason}`)],
			ledger,
			mails,
			kills: isKilling ? killDelaysMs.length : 0,
			crashedRuns: (await demo.client.listRuns({ status: 'crashed' })).length,
			desk: demo.desk.name,
			seconds: Math.round((Date.now() - startedAt) / 1_000),
		};
	}
}

function toRounds(posts: CheckPost[]): CheckPost[][] {
	const numbers = [...new Set(posts.map(({ round }) => round))].sort();
	return numbers.map((number) => posts.filter(({ round }) => round === number));
}
