import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeTypes,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

/** The credential with its expressions resolved as n8n itself resolves them, whatever they hold. */
export function withExpressions(credential: ICredentialType): ICredentialType {
	return Object.assign(Object.create(credential) as ICredentialType, {
		authenticate: async (data: ICredentialDataDecryptedObject, options: IHttpRequestOptions) => {
			const { authenticate } = credential;
			if (!authenticate || typeof authenticate === 'function') throw new Error('no expressions');
			const headers = Object.entries(authenticate.properties.headers ?? {}).map(([name, value]) => [
				resolve(name, data),
				resolve(String(value), data),
			]);
			return { ...options, headers: { ...options.headers, ...Object.fromEntries(headers) } };
		},
	});
}

/** Where the credential's test would go, with what header. */
export function toTestRequest(credential: ICredentialType, data: ICredentialDataDecryptedObject) {
	const { baseURL = '', url = '', headers = {} } = credential.test?.request ?? {};
	return {
		url: `${resolve(baseURL, data)}${resolve(url, data)}`,
		headers: headers as Record<string, string>,
	};
}

const nothing: INodeTypes = {
	getByName: () => ({ description: { properties: [] } }) as never,
	getByNameAndVersion: () => ({ description: { properties: [] } }) as never,
	getKnownTypes: () => ({}),
};

function resolve(text: string, $credentials: ICredentialDataDecryptedObject): string {
	const node = {
		...{ id: 'c1', name: 'Credential', type: 'test.none', typeVersion: 1 },
		...{ position: [0, 0] as [number, number], parameters: {} },
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: nothing,
	});
	const value = workflow.expression.getSimpleParameterValue(node, text, 'internal', {
		$credentials,
	});
	return String(value ?? '');
}
