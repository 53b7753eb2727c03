import type { HttpRequest, HttpResponse, HttpSend } from '../../src/http';
import { createXClient, type XClient } from '../../src/x/client';

/** What X is made to answer: a body with status 200, a whole answer, or a failure without one. */
export type Canned = { body: unknown; status?: number; headers?: Record<string, string> } | Error;

export interface CannedX {
	client: XClient;
	send: HttpSend;
	/** What was asked for, in order. */
	requests: HttpRequest[];
}

/** An X that gives these answers in turn, the last one again and again. For answers the sandbox cannot be made to give. */
export function createCannedX(...answers: Canned[]): CannedX {
	const requests: HttpRequest[] = [];
	const send: HttpSend = async (request) => {
		const answer = answers[Math.min(requests.length, answers.length - 1)];
		requests.push(request);
		if (answer instanceof Error) throw answer;
		return await Promise.resolve<HttpResponse>({ status: 200, headers: {}, ...answer });
	};
	return { client: createXClient(send, () => Date.parse('2026-11-20T10:00:00Z')), send, requests };
}
