import type { CaseDraft, CaseRef } from '../../domain/case';
import type { HttpResponse, HttpSend } from '../../http';
import { isAmbiguous } from '../answer';
import type { Desk } from '../desk';
import type { Found, Step } from './answers';
import { check, steps, toFound, toRef } from './answers';
import { mentions, pickAt } from './answer-path';
import type { HttpDeskSettings } from './settings';
import type { RequestTemplate, Values } from './template';
import { carriesPost, carriesReference, fillAddress, fillRequest, toValues } from './template';

/** Any HTTP API with a look-up, a create and a comment request. */
export function createHttpDesk(send: HttpSend, settings: HttpDeskSettings): Desk {
	const call = async (step: Step, values: Values, key?: string): Promise<HttpResponse> => {
		const template = settings[step.name];
		const filled = fillRequest(template as RequestTemplate, values, step.field);
		const { idempotencyHeader: header } = settings;
		const headers = header && key ? { ...filled.headers, [header]: key } : filled.headers;
		return check(await send({ ...filled, headers }), step, settings);
	};

	const find = async (draft: CaseDraft): Promise<Found | undefined> => {
		const response = await call(steps.find, toValues(draft));
		if (response.status === 404) return undefined;
		return toFound(response, draft, settings);
	};

	const create = async (draft: CaseDraft): Promise<Found> => {
		const made = async () => {
			const { body } = await call(steps.create, toValues(draft), draft.caseKey);
			return toRef(body, settings.createdIdPath || settings.idPath, steps.create, settings);
		};
		return await made().catch(async (error: unknown) => {
			const found = isAmbiguous(error) ? await find(draft) : undefined;
			if (!found) throw error;
			return found;
		});
	};

	/** Whether the case already holds the post, as far as the service shows what it holds. */
	const holds = async ({ id, entry }: Found, draft: CaseDraft): Promise<boolean> => {
		const marks = toMarks(settings, draft);
		if (mentions(entry, marks)) return true;
		if (!settings.comments) return carriesPost(settings.create) && !draft.isFollowUp;
		const { body } = await call(steps.comments, toValues(draft, id));
		return mentions(pickAt(body, settings.comments.listPath), [...marks, draft.postKey]);
	};

	const comment = async (found: Found, draft: CaseDraft): Promise<void> => {
		const values = toValues(draft, found.id);
		await call(steps.comment, values, draft.reference).catch(async (error: unknown) => {
			const canLook = settings.comments !== undefined && isAmbiguous(error);
			if (!canLook || !(await holds(found, draft))) throw error;
		});
	};

	return {
		name: 'HTTP API',
		capabilities: {
			caseKey: settings.idempotencyHeader ? 'idempotencyKey' : 'consistentSearch',
			commentKey: settings.comments ? 'scanBody' : 'none',
			concurrentCreates: settings.idempotencyHeader ? 'one case' : 'two cases possible',
		},
		upsertCase: async (draft) => {
			const refer = ({ id, url }: Found, outcome: CaseRef['outcome']): CaseRef => {
				const address = settings.urlTemplate?.trim();
				const values = toValues(draft, id);
				const own = address ? fillAddress(address, values, 'Case Address') : undefined;
				return { desk: 'httpApi', id, url: own ?? url, outcome };
			};
			const known = await find(draft);
			if (known) {
				if (await holds(known, draft)) return refer(known, 'existing');
				await comment(known, draft);
				return refer(known, 'added');
			}
			const made = await create(draft);
			if (!carriesPost(settings.create)) await comment(made, draft);
			return refer(made, 'created');
		},
	};
}

/**
 * What shows that a post is in a case. Its address only counts where the templates write nothing better: a customer may have
 * put the address of somebody's post into a text.
 */
function toMarks({ create, comment }: HttpDeskSettings, draft: CaseDraft): string[] {
	const isReferred = carriesReference(create) && carriesReference(comment);
	return isReferred ? [draft.reference] : [draft.reference, draft.permalink];
}
