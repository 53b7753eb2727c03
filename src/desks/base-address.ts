/** The address people open a desk at, as the credential has it, without what would double a slash. */
export const toBaseAddress = (baseUrl: string): string => baseUrl.trim().replace(/\/+$/, '');
