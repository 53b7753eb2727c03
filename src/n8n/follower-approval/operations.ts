import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { isTool } from '../x-care/gate-settings';
import { checkOwnAccount } from './check-account';
import { checkAuthors } from './check-authors';
import { findOfficialsToTell } from './find-officials';
import { planReminderItems } from './plan-reminder-items';
import { reconcilePeople } from './reconcile-people';
import { runWhole } from './whole-run';

type Operation = (
	context: IExecuteFunctions,
) => Promise<INodeExecutionData[][]> | INodeExecutionData[][];

/** An operation that cannot be done for a part of its items, and the output by which it says why. */
const whole =
	(run: Operation, outputs: number, failuresTo: number): Operation =>
	(context) =>
		runWhole(context, isTool(context) ? oneOutput : { outputs, failuresTo }, () => run(context));

// A language model sees what its tool puts on the first output only.
const oneOutput = { outputs: 1, failuresTo: 0 };

const operations: Partial<Record<string, Operation>> = {
	checkAccount: whole(checkOwnAccount, 2, 1),
	checkAuthors,
	findOfficials: findOfficialsToTell,
	// Nobody is written to for a failure.
	planReminders: whole(planReminderItems, 3, 1),
	reconcile: whole(reconcilePeople, 2, 0),
};

/** Runs the operation of that value; undefined: there is none. Throws n8n's errors. */
export async function runFollowerApproval(
	context: IExecuteFunctions,
	name: string,
): Promise<INodeExecutionData[][] | undefined> {
	const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
	return await operation?.(context);
}
