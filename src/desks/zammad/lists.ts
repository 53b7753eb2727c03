import type { HttpSend } from '../../http';
import type { Choice, DeskLists } from '../desk';
import type { Row } from './answers';
import { toRows, toState, toText } from './answers';
import { createZammadCall } from './api';

/** What a new case can be given, as Zammad shows it to the token's user. */
export function createZammadLists(send: HttpSend): DeskLists {
	const call = createZammadCall(send);
	const page = async (doing: string, url: string, more: Row = {}) => {
		const rows: Row[] = [];
		for (let at = 1; ; at++) {
			const body = { ...more, page: at, per_page: pageSize, expand: true };
			const response = url.endsWith('/search')
				? await call(doing, { method: 'POST', url, body }, [200])
				: await call(doing, { method: 'GET', url, query: { ...body, expand: 'true' } }, [200]);
			const found = toRows(response, doing);
			const isNew = found[0]?.id !== rows.at(-found.length)?.id;
			if (isNew) rows.push(...found);
			if (found.length < pageSize || !isNew) return rows.filter(({ active }) => active !== false);
		}
	};
	return {
		queues: async () => (await page('listing the groups', '/groups')).map(toChoice),
		owners: async () =>
			(await page('listing the agents', '/users/search', agents)).map(toPersonChoice),
		statuses: async () =>
			(await page('listing the states', '/ticket_states'))
				.filter((row) => !['merged', 'removed'].includes(toState(row).type))
				.map(toChoice),
		priorities: async () =>
			(await page('listing the priorities', '/ticket_priorities')).map(toChoice),
	};
}

const pageSize = 100;

/** Everybody who may own a ticket, whatever their role is called. */
const agents = { permissions: ['ticket.agent'], sort_by: 'id', order_by: 'asc' };

const toChoice = ({ id, name }: Row): Choice => ({ name: toText(name), value: toText(id) });

function toPersonChoice({ id, firstname, lastname, login }: Row): Choice {
	const name = `${toText(firstname)} ${toText(lastname)}`.trim();
	return { name: name ? `${name} (${toText(login)})` : toText(login), value: toText(id) };
}
