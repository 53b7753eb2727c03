import type { RequestTemplate } from './template';

/** How some HTTP API takes cases, in an admin's words. Paths are dot paths into the answer. */
export interface HttpDeskSettings {
	find: RequestTemplate & {
		/** Where the list of cases is; empty = the answer itself, a list or a single case. */
		listPath: string;
		/** Where in one case the case key is; empty = some text of it must hold the key. */
		keyPath: string;
		/** Whether 404 says "no such case"; else it says that the path is wrong. */
		isMissing404: boolean;
	};
	create: RequestTemplate;
	comment: RequestTemplate;
	/** Reads what a case already holds. Without it a repeated follow-up is added again. */
	comments?: RequestTemplate & { listPath: string };
	/** Where a case's id is, in an entry of the look-up as well as in the answer to a create. */
	idPath: string;
	/** Where the id is in the answer to a create, if elsewhere. */
	createdIdPath?: string;
	/** Where the case's web address is, in the same places. */
	urlPath?: string;
	/** The case's web address with `{case}`, for an API that does not give it. */
	urlTemplate?: string;
	/** If something stands there, the call failed whatever its status was. */
	errorPath?: string;
	/** Name of a header that makes the service drop a repeated request, e.g. `Idempotency-Key`. */
	idempotencyHeader?: string;
}
