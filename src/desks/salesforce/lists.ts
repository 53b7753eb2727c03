import type { HttpSend } from '../../http';
import type { Choice, DeskLists } from '../desk';
import { type SalesforceRecord, toText } from './answers';
import { createSalesforceApi } from './api';

export function createSalesforceLists(send: HttpSend): DeskLists {
	const api = createSalesforceApi(send);
	const list = async (doing: string, soql: string): Promise<SalesforceRecord[]> => {
		let page = (await api.queryAll(doing, { list: soql })).list;
		const found = [...page.records];
		while (page.next) {
			page = await api.fetchPage(doing, page.next);
			found.push(...page.records);
		}
		return found;
	};
	return {
		queues: async () => {
			const soql =
				"SELECT QueueId, Queue.Name FROM QueueSobject WHERE SobjectType = 'Case' ORDER BY Queue.Name";
			return (await list('listing queues', soql)).map(({ QueueId, Queue }) =>
				toChoice((Queue as SalesforceRecord | null)?.Name, QueueId),
			);
		},
		owners: async () => {
			const soql =
				"SELECT Id, Name FROM User WHERE IsActive = true AND UserType = 'Standard' ORDER BY Name";
			return (await list('listing users', soql)).map(({ Id, Name }) => toChoice(Name, Id));
		},
		statuses: async () => {
			const soql = 'SELECT ApiName, MasterLabel FROM CaseStatus ORDER BY SortOrder';
			return (await list('listing statuses', soql)).map(({ ApiName, MasterLabel }) =>
				toChoice(MasterLabel, ApiName),
			);
		},
		priorities: async () => {
			const field = (await api.describe('Case')).find(({ name }) => name === 'Priority');
			const values = (field?.picklistValues ?? []) as SalesforceRecord[];
			return values
				.filter(({ active }) => active === true)
				.map(({ label, value }) => toChoice(label, value));
		},
	};
}

const toChoice = (name: unknown, value: unknown): Choice => ({
	name: toText(name) || toText(value),
	value: toText(value),
});
