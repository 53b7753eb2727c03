import type { HttpRequest, HttpResponse, HttpSend } from '../../http';
import { toFailure } from '../answer';

/** One call to REST 2; anything but the statuses in `ok` is thrown. @param own hints by status that say more than the usual ones */
export type TrackerCall = (
	doing: string,
	request: HttpRequest,
	ok: number[],
	own?: Record<number, string>,
) => Promise<HttpResponse>;

export function createTrackerCall(send: HttpSend): TrackerCall {
	return async (doing, request, ok, own) => {
		const response = await send({ ...request, url: `/REST/2.0${request.url}` });
		if (ok.includes(response.status)) return response;
		throw toFailure(
			response,
			`Request Tracker: ${doing}`,
			own?.[response.status] ?? hints[response.status],
		);
	};
}

/** A value inside a TicketSQL or TransactionSQL string. */
export const quote = (value: string) => `'${value.replace(/[\\']/g, '\\$&')}'`;

const hints: Record<number, string> = {
	401: 'Create a new token in Request Tracker (Logged in as … › Settings › Auth Tokens) and enter it in the credential.',
	403: "Grant the token's user the rights listed in the documentation (queue: SeeQueue, CreateTicket, ShowTicket, …).",
	404: "Check the credential's 'Base URL': it is the address of the web interface, without /REST/2.0.",
};
