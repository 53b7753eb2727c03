import { verifyLedger } from '../../../../src/domain/ledger/verify';
import { readHistory, readSealTable, sha256Hex } from '../../../../src/n8n/x-care/ledger';
import type { LocalOperation } from '../../../../src/n8n/x-care/operation';
import { seals } from '../../fields/seals';

export const verify: LocalOperation = {
	effect: 'local',
	done: 'verified',
	properties: [
		{
			displayName:
				'The input is the history. One item comes out: whether it is whole, and the first row or batch that is not.',
			name: 'verifyNotice',
			type: 'notice',
			default: '',
		},
		seals,
		{
			displayName: 'Last Known Seal',
			name: 'lastKnownSeal',
			type: 'string',
			default: '',
			placeholder: 'e.g. 9f86d081884c7d65…',
			description:
				'The "lastSeal" of an earlier run, from where nobody who can change the tables can change it too, such as a mail. Without it nobody notices when the end of the history is taken away.',
		},
		{
			displayName: 'Start From Seal',
			name: 'fromSeal',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2c26b46b68ffc68f…',
			description:
				'The "lastSeal" of an earlier run that found everything whole: only what is newer is looked at, and older rows need not be read. Leave empty for all of it.',
		},
	],
	run(context) {
		const readText = (name: string) => String(context.getNodeParameter(name, 0, '') ?? '').trim();
		const report = verifyLedger(
			readHistory(context),
			readSealTable(context),
			{ expectedLastSeal: readText('lastKnownSeal'), fromSeal: readText('fromSeal') },
			sha256Hex,
		);
		const { firstBroken, ...rest } = report;
		const json = { ...rest, ...(firstBroken && { firstBroken: { ...firstBroken } }) };
		return [{ json, pairedItem: { item: 0 } }];
	},
};
