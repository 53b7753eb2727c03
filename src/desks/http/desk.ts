import type { CaseDraft, CaseRef } from '../../domain/case';
import type { HttpResponse, HttpSend } from '../../http';
import { isAmbiguous } from '../answer';
import type { Desk } from '../desk';
import type { Found, Step } from './answers';
import { check, steps, toFound, toRef } from './answers';
import { pickAt } from './answer-path';
import { carriesMark, carriesPost, showsPost } from './marks';
import type { HttpDeskSettings } from './settings';
import type { RequestTemplate, Values } from './template';
import { fillAddress, fillRequest, toValues } from './template';

/**
 * Any HTTP API with a look-up, a create and a comment request.
 *
 * That there is a case never says that a post is in it: another post may have made it. What the service does not show counts
 * as missing and is added, because a post that is there twice does less harm than one that is lost.
 */
export function createHttpDesk(send: HttpSend, settings: HttpDeskSettings): Desk {
	const call = async (step: Step, values: Values, key?: string): Promise<HttpResponse> => {
		const template = settings[step.name];
		const filled = fillRequest(template as RequestTemplate, values, step.field);
		const { idempotencyHeader: header } = settings;
		const headers = header && key ? { ...filled.headers, [header]: key } : filled.headers;
		return check(await send({ ...filled, headers }), step, settings);
	};

	const find = async (draft: CaseDraft): Promise<Found[]> => {
		const response = await call(steps.find, toValues(draft));
		return response.status === 404 ? [] : toFound(response, draft, settings);
	};

	/** The case made for the draft. Not `isOwn`: another post may have made it in the same instant. */
	const create = async (draft: CaseDraft): Promise<{ cases: Found[]; isOwn: boolean }> => {
		const made = async () => {
			// Other than the comment's: many services keep one list of keys for all requests.
			const { body } = await call(steps.create, toValues(draft), `case-${draft.caseKey}`);
			return toRef(body, settings.createdIdPath || settings.idPath, steps.create, settings);
		};
		const known = await made().catch(async (error: unknown) => {
			const found = isAmbiguous(error) ? await find(draft) : [];
			if (found.length === 0) throw error;
			return found;
		});
		if (Array.isArray(known)) return { cases: known, isOwn: false };
		const isOwn =
			!settings.idempotencyHeader || showsPost(known.entry, draft.reference, [settings.create]);
		if (isOwn) return { cases: [known], isOwn };
		const shown = await find(draft);
		return { cases: shown.length > 0 ? shown : [known], isOwn };
	};

	const holds = async ({ id, entry }: Found, draft: CaseDraft): Promise<boolean> => {
		if (showsPost(entry, draft.reference, [settings.create])) return true;
		if (!settings.comments) return false;
		const { body } = await call(steps.comments, toValues(draft, id));
		const comments = pickAt(body, settings.comments.listPath) ?? body;
		return showsPost(comments, draft.reference, [settings.create, settings.comment]);
	};

	const comment = async (found: Found, draft: CaseDraft): Promise<void> => {
		const values = toValues(draft, found.id);
		const key = `post-${draft.reference}`;
		await call(steps.comment, values, key).catch(async (error: unknown) => {
			const canLook = settings.comments !== undefined && isAmbiguous(error);
			if (!canLook || !(await holds(found, draft))) throw error;
		});
	};

	const refer = ({ id, url }: Found, draft: CaseDraft, outcome: CaseRef['outcome']): CaseRef => {
		const address = settings.urlTemplate?.trim();
		const own = address ? fillAddress(address, toValues(draft, id), 'Case Address') : undefined;
		return { desk: 'httpApi', id, url: own ?? url, outcome };
	};

	const addPost = async (cases: Found[], draft: CaseDraft): Promise<CaseRef> => {
		for (const found of cases) {
			if (await holds(found, draft)) return refer(found, draft, 'existing');
		}
		await comment(cases[0], draft);
		return refer(cases[0], draft, 'added');
	};

	return {
		name: 'HTTP API',
		capabilities: {
			caseKey: settings.idempotencyHeader ? 'idempotencyKey' : 'consistentSearch',
			commentKey: settings.comments && carriesMark(settings.comment) ? 'scanBody' : 'none',
			concurrentCreates: settings.idempotencyHeader ? 'one case' : 'two cases possible',
			contactKey: 'none',
			closedCase: 'left closed',
			media: 'links',
			ourAnswers: 'text',
			caseEvents: 'none',
			publicComments: false,
		},
		upsertCase: async (draft) => {
			const known = await find(draft);
			if (known.length > 0) return await addPost(known, draft);
			const { cases, isOwn } = await create(draft);
			const hasWords = carriesPost(settings.create);
			if (isOwn && hasWords) return refer(cases[0], draft, 'created');
			const reference = await addPost(cases, draft);
			const isOthers = hasWords && reference.outcome === 'added';
			return { ...reference, outcome: isOthers ? 'added' : 'created' };
		},
	};
}
