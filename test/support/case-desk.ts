import type { IDataObject } from 'n8n-workflow';

import { CaseForwarder } from '../../nodes/CaseForwarder/CaseForwarder.node';
import { toCaseKey } from '../../src/domain/case';
import type { CaseEvent } from '../../src/domain/case-event';
import type { XEvent } from '../../src/domain/event';
import { bindings } from '../../src/n8n/desks/bindings';
import { nextId } from '../desks/desk-under-test';
import { boundDesks } from '../desks/every-desk';
import type { CredentialData } from './credentials-helper';
import { makeEvent } from './events';
import { runNode } from './node-context';
import type { Sandbox } from './sandbox';

/** A desk of the sandbox with the credential a person would enter, and the Case Forwarder that puts cases into it. */
export interface CaseDesk {
	credentials: CredentialData;
	/** Runs *Prepare Desk*. */
	prepare(): Promise<void>;
	/** Somebody posts; the first words of a new conversation unless told. */
	forward(over?: Partial<XEvent>): Promise<HeldCase>;
	/** What a person at the desk does; see `sandbox/desks/service.mts`. */
	act(act: IDataObject): Promise<unknown>;
}

export interface HeldCase {
	caseId: string;
	event: XEvent;
	/** What every event about it says. */
	of: Pick<CaseEvent, 'desk' | 'caseId' | 'caseKey' | 'accountId' | 'conversationId'>;
}

/**
 * @param desk its value in the nodes
 * @param baseUrl where the desk is asked, e.g. behind a proxy
 */
export function openCaseDesk(
	sandbox: Sandbox,
	desk: string,
	baseUrl: string,
	more: IDataObject = {},
): CaseDesk {
	const { sandbox: name, credential, toCredentials, parameters } = boundDesks[desk];
	const type = bindings[desk].credential;
	const data = { ...toCredentials(`${baseUrl}/desks/${name}`, 'sandbox-desk-key'), ...more };
	const credentials = { [type]: data } as CredentialData;
	const run = async (operation: string, event?: XEvent) => {
		const { outputs, error } = await runNode(new CaseForwarder(), {
			parameters: { desk, operation, ...parameters },
			credentials,
			credentialTypes: [credential],
			input: [{ json: event ? { event: event as never } : {} }],
		});
		if (error) throw error;
		return outputs[0];
	};
	return {
		credentials,
		prepare: async () => void (await run('prepare')),
		forward: async (over = {}) => {
			const event = makeEvent({ id: nextId(), author: { id: nextId() }, ...over });
			const [{ json }] = await run('forward', event);
			const caseId = (json.case as IDataObject).id as string;
			const { account, conversationId = event.id } = event;
			const caseKey = toCaseKey(event);
			return {
				caseId,
				event,
				of: { desk, caseId, caseKey, accountId: account.id, conversationId },
			};
		},
		act: async (act) => await sandbox.control('POST', `desks/${name}`, act),
	};
}
