import { redactContent } from '../../../../src/domain/ledger/redact';
import { readRow } from '../../../../src/domain/ledger/stored';
import type { LocalOperation } from '../../../../src/n8n/x-care/operation';
import { runEach } from '../../../../src/n8n/x-care/run-local';

export const redact: LocalOperation = {
	effect: 'local',
	done: 'redacted',
	properties: [
		{
			displayName:
				'The input is rows of the history. Write <b>content</b> back with a Data Table node (Update, where ID equals the ID of the item): nothing is changed before that. All seals stay valid.',
			name: 'redactNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Reason',
			name: 'reason',
			type: 'string',
			default: 'Deleted on X',
			placeholder: 'e.g. Deleted on X',
			description: 'Stands in the history in place of what had to go',
		},
	],
	run: (context) =>
		runEach(context, (item, itemIndex) => {
			const row = readRow(item.json);
			if (!row) return undefined;
			const { content, changed } = redactContent(row.content, {
				nowMs: Date.now(),
				reason: String(context.getNodeParameter('reason', itemIndex, '') ?? ''),
			});
			const { id, eventId } = row;
			return { json: { id, content, eventId, changed }, pairedItem: { item: itemIndex } };
		}),
};
