/** The verdict as a statement about what was audited, ready to be signed. */
package dev.touchstone.reports.intoto;
