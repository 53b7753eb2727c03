import { NAMED_PROBLEMS, problemOfStatus, type Answer, type ProblemName } from './problems.mts';

/** Trouble ordered for the next calls of a path. */
export interface Fault {
	id: string;
	/** A prefix of the path, or a regular expression that must match from its start. */
	path: string;
	method?: string;
	times: number;
	status?: number;
	problem?: ProblemName;
	/** Seconds for the Retry-After header. */
	retryAfter?: number;
	body?: unknown;
	html?: boolean;
	hang?: boolean;
	dropBefore?: boolean;
	dropAfter?: boolean;
	malformed?: boolean;
}

export type Faults = ReturnType<typeof createFaults>;

export function createFaults() {
	let faults: Fault[] = [];
	let serial = 0;
	return {
		list: (): Fault[] => faults,
		add(fault: Omit<Fault, 'id'>): string {
			const id = `fault-${++serial}`;
			faults.push({ ...fault, id });
			return id;
		},
		clear(): void {
			faults = [];
		},
		/** The oldest fault ordered for this call; it is used up once its `times` are over. */
		take(method: string, path: string): Fault | undefined {
			const fault = faults.find(
				(item) => (!item.method || item.method === method) && matches(item.path, path),
			);
			if (fault && --fault.times === 0) faults = faults.filter((item) => item !== fault);
			return fault;
		},
	};
}

/** The answer a fault gives instead of the route's own; undefined when the route shall act. */
export function answerOf(fault: Fault): Answer | undefined {
	const status = fault.status;
	const retry: Record<string, string> =
		fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
	if (fault.html) {
		return {
			status: status ?? 503,
			body: '<!DOCTYPE html><html><head><title>X / Error</title></head><body><h1>Something went wrong, but don’t fret. It’s not your fault.</h1></body></html>',
			contentType: 'text/html; charset=utf-8',
			headers: retry,
			note: 'HTML from the edge',
		};
	}
	if (fault.body !== undefined) {
		const contentType = typeof fault.body === 'string' ? 'text/plain; charset=utf-8' : undefined;
		return {
			status: status ?? 200,
			body: fault.body,
			contentType,
			headers: retry,
			note: 'ordered body',
		};
	}
	if (fault.problem) {
		const named = NAMED_PROBLEMS[fault.problem]();
		return { ...named, status: status ?? named.status, headers: retry };
	}
	if (status !== undefined && !fault.malformed)
		return { ...problemOfStatus(status), headers: retry };
	return undefined;
}

const matches = (pattern: string, path: string): boolean =>
	path.startsWith(pattern) || new RegExp(`^(?:${pattern})`).test(path);
