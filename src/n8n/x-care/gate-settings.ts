import { InvalidItem } from '../../domain/field';
import type { PolicyFacts } from '../../domain/policy/facts';
import type { OperationCall } from './operation';

/** What ops staff tell the policy gate in the node's parameters. */
export interface GateSettings {
	isDryRun: boolean;
	writtenBy: PolicyFacts['writtenBy'];
	/** Empty: nobody. */
	approvedBy: string;
	/** User ids and handles (lower case, without "@") that asked us to stop. */
	optedOut: ReadonlySet<string>;
	/** Whether our own posts of the last 48 hours are read and compared with. */
	comparesRecent: boolean;
	dailyLimit: number;
	/** Whether answers to different people may have the same words. */
	allowsSameAnswer: boolean;
}

export function readGateSettings({ context, itemIndex }: OperationCall): GateSettings {
	const options = context.getNodeParameter('safety', itemIndex, {}) as {
		optedOut?: unknown;
		compareRecent?: boolean;
		dailyLimit?: unknown;
		sameAnswer?: boolean;
	};
	const dailyLimit = Number(options.dailyLimit ?? 200);
	if (!Number.isInteger(dailyLimit) || dailyLimit < 0) {
		throw new InvalidItem('Daily Limit', options.dailyLimit, 'a whole number, 0 or more', toFix);
	}
	return {
		isDryRun: context.getNodeParameter('dryRun', itemIndex, false) as boolean,
		// A language model that uses the node as its tool has written whatever it sends.
		writtenBy: isTool(context)
			? 'ai'
			: (context.getNodeParameter('writtenBy', itemIndex, 'template') as GateSettings['writtenBy']),
		// An approval that the model gave itself is none.
		approvedBy: isTool(context)
			? ''
			: String(context.getNodeParameter('approvedBy', itemIndex, '') ?? '').trim(),
		optedOut: new Set(toList(options.optedOut).map((name) => name.replace(/^@/, '').toLowerCase())),
		comparesRecent: options.compareRecent ?? true,
		dailyLimit,
		allowsSameAnswer: options.sameAnswer ?? false,
	};
}

/** n8n gives the twin of a node that language models use this name. */
export const isTool = (context: OperationCall['context']): boolean =>
	context.getNode().type.endsWith('Tool');

const toFix = "Correct it under 'Safety' in the node.";

/** A list, or a text with commas, blanks or line ends between its entries. */
export function toList(value: unknown): string[] {
	const entries: unknown[] = Array.isArray(value) ? value : toText(value).split(/[\s,;]+/);
	return entries.map((entry) => toText(entry).trim()).filter((entry) => entry !== '');
}

/** An id that came as a number has lost digits; it must not be taken for another one. Throws `InvalidItem`. */
export function toText(value: unknown): string {
	if (typeof value === 'number' && !Number.isSafeInteger(value)) {
		throw new InvalidItem('an ID', value, 'text, since numbers of that size lose digits', asText);
	}
	return String(value ?? '');
}

const asText = 'Hand IDs on as text, in quotes, in the node before.';
