import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { toCard } from '../../domain/approval/card';
import { foldReminders, type PlannedReminder, planReminders } from '../../domain/approval/guard';
import { toPoliteRequest } from '../../domain/approval/polite-request';
import { InvalidItem } from '../../domain/field';
import { isTool } from '../x-care/gate-settings';
import { findFirstFailure, readFilled, readInput, refuseExecuteOnce } from './inputs';
import { type AccountPeople, readReconciled } from './reconciled-items';
import { readReminderSettings, type ReminderSettings } from './reminder-settings';

/** By output. */
const outputNames = ['remind', 'not today', 'closed'] as const;

/** Says of every outsider whether today's reminder is due: at most one a day, by the rows kept so far. */
export function planReminderItems(context: IExecuteFunctions): INodeExecutionData[][] {
	refuseExecuteOnce(context);
	const settings = readReminderSettings(context);
	const rows = readRows(context);
	const accounts = readReconciled(context);
	if (accounts.length === 0) refuseOpen(rows);
	const outputs: INodeExecutionData[][] = outputNames.map(() => []);
	for (const { account, people } of accounts) {
		// By the person as read, not by id: somebody may have come twice.
		const items = new Map(people.map(({ user, itemIndex }) => [user, itemIndex]));
		const facts = { people, rows, account, nowIso: new Date().toISOString(), ...settings };
		for (const planned of planReminders(facts)) {
			const itemIndex = items.get(planned.user);
			outputs[outputNames.indexOf(planned.output)].push(
				toItem(context, planned, { account, settings, itemIndex }),
			);
		}
	}
	return isTool(context) ? [outputs.flat()] : outputs;
}

/** Nobody came in: that somebody has gone cannot be told from a branch that did not run. Throws `InvalidItem`. */
function refuseOpen(rows: IDataObject[]): void {
	const accountIds = new Set(rows.map(({ accountId }) => String(accountId ?? '')));
	const open = [...accountIds].flatMap((id) =>
		[...foldReminders(rows, id).values()].filter(({ phase }) => isOpen.has(phase)),
	);
	if (open.length === 0) return;
	const names = open.slice(0, 3).map(({ handle, userId }) => (handle ? `@${handle}` : userId));
	throw new InvalidItem(
		'People',
		undefined,
		`what Reconcile hands on, since ${open.length} outsiders are open (${names.join(', ')})`,
		"No people came in, so nobody was closed as gone. Connect Reconcile's output People, without 'Only Differences' and without a filter in between, and look whether it ran.",
	);
}

const isOpen = new Set(['open', 'reminded']);

/** The rows kept so far. Throws `InvalidItem` when they could not be read: people would be reminded twice. */
function readRows(context: IExecuteFunctions): IDataObject[] {
	const rows = readFilled(context, 1);
	const failure = findFirstFailure(rows);
	if (failure === undefined) return rows;
	throw new InvalidItem(
		'Reminders So Far',
		failure,
		'the rows kept so far',
		'The node that reads the table of reminders has failed: look at its output, and run again.',
	);
}

function toItem(
	context: IExecuteFunctions,
	planned: PlannedReminder,
	facts: { account: AccountPeople['account']; settings: ReminderSettings; itemIndex?: number },
): INodeExecutionData {
	const { account, itemIndex } = facts;
	const item = itemIndex === undefined ? undefined : readInput(context, 0)[itemIndex];
	const json = item?.json ?? { user: { ...planned.user } as IDataObject, account };
	return {
		...item,
		json: {
			...json,
			reminder: { ...planned.reminder, ...toWords(planned, facts) } as unknown as IDataObject,
		},
		...(itemIndex !== undefined && { pairedItem: { item: itemIndex, input: 0 } }),
	};
}

/** The card for the operator and the request to the person; nothing where it is over. */
function toWords(
	{ user, approval, reminder, output }: PlannedReminder,
	{ account, settings }: { account: AccountPeople['account']; settings: ReminderSettings },
) {
	if (output === 'closed' || !approval) return {};
	const { operator, message: template } = settings;
	const message = toPoliteRequest(template, {
		name: user.name,
		account: account.handle,
		operator: operator ?? '',
		number: Math.max(1, reminder.number),
	});
	return { ...toCard({ user, approval }, { account, operator, reminder, message }), message };
}
