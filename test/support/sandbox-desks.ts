import { boundDesks } from '../desks/every-desk';
import type { CredentialData } from './credentials-helper';

/** A desk of the sandbox, as an admin sets it up. */
export interface SandboxDeskSetUp {
	/** Its value in the node. */
	desk: string;
	/** Its part of the sandbox's address. */
	name: string;
	/** Type of its credential. */
	credential: string;
	/** Where new cases go; empty where the desk decides. */
	queue: string;
	/** The node's parameters besides the desk and where new cases go. */
	parameters: object;
}

export const sandboxDesks: SandboxDeskSetUp[] = Object.entries(boundDesks).flatMap(
	([desk, { sandbox: name, credential, parameters }]) => {
		const { queue = '', ...others } = parameters;
		return name === undefined
			? []
			: [{ desk, name, credential: credential.name, queue: String(queue), parameters: others }];
	},
);

/** The decrypted credential, by its type. */
export const toDeskCredential = (
	{ desk, name, credential }: SandboxDeskSetUp,
	sandboxUrl: string,
): CredentialData => ({
	[credential]: boundDesks[desk].toCredentials(`${sandboxUrl}/desks/${name}`, 'sandbox-desk-key'),
});
