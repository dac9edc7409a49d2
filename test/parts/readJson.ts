/** The body of an answer; throws for every other status than 200. */
export async function readJson(of: string, response: Response): Promise<any> {
  if (response.status !== 200) {
    throw new Error(
      `${of} answered ${response.status}: ${await response.text()}`,
    );
  }
  return response.json();
}
