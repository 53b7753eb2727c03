import { sealRows } from '../../../../src/domain/ledger/seal';
import { readHistory, readSealTable, sha256Hex } from '../../../../src/n8n/x-care/ledger';
import type { LocalOperation } from '../../../../src/n8n/x-care/operation';
import { seals } from '../../fields/seals';

const minuteMs = 60_000;

export const seal: LocalOperation = {
	effect: 'local',
	done: 'sealed',
	properties: [
		{
			displayName:
				'The input is the history from the first row of the last seal on. One item per new seal comes out, none when nothing is to be sealed: insert them into the table of seals.',
			name: 'sealNotice',
			type: 'notice',
			default: '',
		},
		{
			...seals,
			hint: 'The newest 20 are enough',
		},
		{
			displayName: 'Settle Time (Minutes)',
			name: 'settleMinutes',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1440 },
			default: 5,
			description:
				'How old a row has to be. A run of n8n that takes longer to write its row than this makes a row that looks as if it was added later.',
		},
	],
	run(context) {
		const settleMs = Number(context.getNodeParameter('settleMinutes', 0, 5)) * minuteMs;
		const made = sealRows(
			readHistory(context),
			readSealTable(context),
			{ nowMs: Date.now(), settleMs },
			sha256Hex,
		);
		return made.map((row) => ({ json: { ...row }, pairedItem: { item: 0 } }));
	},
};
