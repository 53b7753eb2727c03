import { HttpFailure } from '../../http';

/** How to get unstuck, by status. */
export const hints: Record<number, string> = {
	401: "Create a new token in Zammad (your avatar › Profile › Token Access, permission 'ticket.agent') and enter it in the credential.",
	403: "Give the token the permission 'ticket.agent', and its user 'full' access to the group (Manage › Users › the user › Group Permissions).",
	404: "Check the credential's 'Base URL': it is the address you open Zammad at, without /api/v1.",
	413: "The post's files are larger than the web server in front of Zammad takes; switch 'Attach Media' off or raise its limit.",
};

export const attributeMissing = (attribute: string, said: string) =>
	new HttpFailure(
		'misconfigured',
		`Zammad: there is no object attribute "${attribute}"${said ? ` (Zammad said: ${said})` : ''}`,
		{
			hint: "Run the operation 'Prepare Desk' with a token that has the permission 'admin.object'; if it is there already, restart Zammad once.",
		},
	);

/** A condition Zammad cannot read selects everything. */
export const searchIgnored = (object: string, attribute: string) =>
	new HttpFailure(
		'misconfigured',
		`Zammad: asked for the ${object} with one value in "${attribute}", it answered with others`,
		{
			hint: "Run the operation 'Prepare Desk'. Look-ups by object attribute need Zammad 6.4 or newer.",
		},
	);

export const mergeRefused = (doing: string, said: string) =>
	new HttpFailure('refused', `Zammad: ${doing} was refused: ${said}`, {
		hint: "Both tickets hold the same conversation. Give the token's user 'full' access to the groups of both, or merge them by hand.",
	});
