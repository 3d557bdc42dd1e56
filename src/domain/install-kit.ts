/** What installing a profile takes: its installation code, a bearer secret, with the links and the lines to type that it makes. */
export interface InstallKit {
  /** The LPA string. */
  readonly lpa: string;
  readonly iphoneLink: string;
  readonly androidLink: string;
  readonly smdpAddress: string;
  readonly matchingId: string;
}
