import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { type Approval, type Verdict, verdicts } from '../../domain/approval/approval';
import { checkAuthor } from '../../domain/approval/check-author';
import { type NodeError, toBatchError, toFailedJson } from '../failed-items';
import { toNodeError } from '../node-errors';
import { isTool } from '../x-care/gate-settings';
import { askWhetherTheyFollow, type Answers, noAnswers } from './ask-whether-they-follow';
import { type Author, readAuthor } from './author';
import { readInput } from './inputs';
import { createKnownFollowers } from './known-followers';
import { readRegister } from './read-register';

/** Adds `approval` to every item. A register that cannot be used fails all items: none leaves as an outsider. */
export async function checkAuthors(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = readInput(context, 0);
	const isSingle =
		context.getNodeParameter('outputMode', 0, 'perStatus') === 'single' || isTool(context);
	const outputs: INodeExecutionData[][] = (isSingle ? ['all'] : verdicts).map(() => []);
	const failures: NodeError[] = [];
	const check = await open(context, items);
	for (const [itemIndex, item] of items.entries()) {
		const put = (verdict: Verdict, json: IDataObject) =>
			outputs[isSingle ? 0 : verdicts.indexOf(verdict)].push({
				...item,
				json,
				pairedItem: { item: itemIndex, input: 0 },
			});
		try {
			const { approval, ...added } = check(itemIndex);
			const json = { ...item.json, approval: approval as unknown as IDataObject, ...added };
			put(approval.verdict, json);
		} catch (error) {
			const failure = toNodeError(context.getNode(), error, { itemIndex });
			failures.push(failure);
			// Nobody is approved, or an outsider, for a fault of ours.
			put('unknown', toFailedJson(context, item, failure));
		}
	}
	if (failures.length > 0 && !context.continueOnFail()) {
		throw toBatchError(context, failures, items.length, {
			what: 'were not checked',
			others: (count) => `The other ${count} were checked.`,
		});
	}
	return outputs;
}

interface Checked {
	approval: Approval;
	/** Of somebody who came or went: what the follower set is to be told. */
	followerSetRow?: IDataObject;
	costs?: IDataObject;
}

/** Reads all authors, then what they share. Where that fails, every item does, unless the run is to stop: then it throws. */
async function open(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
): Promise<(itemIndex: number) => Checked> {
	const authors = items.map(({ json }) => readOrFail(json));
	try {
		const people = authors.filter((it): it is Author => 'known' in it && it.nobody === undefined);
		const judge = await openJudge(context, people);
		return (itemIndex) => {
			const author = authors[itemIndex];
			if ('failure' in author) throw toNodeError(context.getNode(), author.failure, { itemIndex });
			const { change } = author;
			const followerSetRow = change && { ...change };
			return { ...judge(author), ...(followerSetRow && { followerSetRow }) };
		};
	} catch (error) {
		const failure = toNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		return () => {
			throw failure;
		};
	}
}

function readOrFail(json: IDataObject): Author | { failure: unknown } {
	try {
		return readAuthor(json);
	} catch (failure) {
		return { failure };
	}
}

type Judge = (author: Author) => { approval: Approval; costs?: IDataObject };

/** What all items share: the register, and what X says of their authors. */
async function openJudge(context: IExecuteFunctions, authors: Author[]): Promise<Judge> {
	// Nobody to check: an If before, or notices only.
	if (authors.length === 0) return (author) => ({ approval: toNobody(author) });
	const { register } = readRegister(context);
	const findKnown = createKnownFollowers(context, Date.now());
	const asks = context.getNodeParameter('askX', 0, false) === true;
	const answers: Answers = asks ? await askWhetherTheyFollow(context, authors) : noAnswers;
	return (author) => {
		if (author.nobody !== undefined) return { approval: toNobody(author) };
		const answer = answers.find(author);
		const fromSet = findKnown(author);
		const known = answer.known ?? pickNewer(author.known, fromSet?.known);
		const { id, handle = fromSet?.handle, name } = author;
		const person = { id, handle, name, ...answer.person };
		const approval = checkAuthor(person, register, known);
		const reason = [approval.reason, answer.note].filter(Boolean).join(' ');
		const { costs } = answers;
		return { approval: { ...approval, reason }, ...(costs && { costs }) };
	};
}

const toNobody = ({ nobody }: Author): Approval => ({
	verdict: 'unknown',
	status: 'unknown',
	action: 'look',
	reason: nobody ?? 'No person: there is nobody to check.',
});

/** An item may be older than the set, and the other way round. */
function pickNewer(own: Author['known'], fromSet: Author['known'] | undefined): Author['known'] {
	if (!fromSet) return own;
	const isOwnNewer = own.follows !== undefined && (own.asOf ?? '9') > (fromSet.asOf ?? '');
	return isOwnNewer ? own : { ...fromSet, ...(own.hasAsked && { hasAsked: own.hasAsked }) };
}
