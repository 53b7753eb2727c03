import type { HttpFailure } from '../../src/http';
import type { XClient } from '../../src/x/client';
import type { EndpointName } from '../../src/x/endpoints';
import type { Sandbox } from '../support/sandbox';

/** What stands in the sandbox before every call. */
export interface Scene {
	/** The customer's post that it is about; Alice's, which names the company, unless the walk says otherwise. */
	postId: string;
	/** The company's own post. */
	ownPostId: string;
	/** Where X sends events, and what it sends there, in the walks that are about that. */
	webhookId?: string;
	subscriptionId?: string;
}

/** How one request of the table is made, and what comes of it. */
export interface Walk {
	/** Through the function that is there for it. */
	call(client: XClient, scene: Scene): Promise<unknown>;
	/** What a success brings. */
	brings: unknown;
	/** What else must be there before, and what it changes in the scene. */
	before?(sandbox: Sandbox, scene: Scene): Promise<Partial<Scene>>;
	/** What the sandbox then shows to others, which the answer alone does not prove. */
	effect?: { look(sandbox: Sandbox, answer: unknown): Promise<unknown>; shows: unknown };
	/** Other requests that the function makes beside this one. */
	alongside?: readonly EndpointName[];
	/** X's way to say that there is nothing, and what that brings. */
	empty?: { body: object; brings: unknown } | { body: object; failsAs: HttpFailure['kind'] };
	/** Bodies that are JSON and not X's, beside those that are wrong for every call. */
	malformed: unknown[];
}

export const account = { id: '1402000000000000001', handle: 'acmecare' };
export const alice = { id: '1402000000000000101', handle: 'alice_m' };

/** @param now freezes the sandbox's clock, so that ids and times are the same in every run */
export async function setScene(sandbox: Sandbox, now?: string): Promise<Scene> {
	await sandbox.control('POST', 'reset', { ...(now && { now }) });
	await sandbox.control('POST', 'settings', { credits: true });
	await sandbox.control('POST', 'follows', { from: 'acmecare', to: 'kenji_t', state: 'follow' });
	await sandbox.control('POST', 'messages', { from: 'alice_m', text: 'Where is it?' });
	const own = await sandbox.post({ from: 'acmecare', text: 'Good morning' });
	const { id } = await sandbox.post({ from: 'alice_m', text: '@acmecare my parcel is late' });
	return { postId: id, ownPostId: own.id };
}

/** The scene as one walk needs it. */
export async function setSceneFor(walk: Walk, sandbox: Sandbox, now?: string): Promise<Scene> {
	const scene = await setScene(sandbox, now);
	return { ...scene, ...(await walk.before?.(sandbox, scene)) };
}
