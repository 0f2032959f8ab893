/** The verdict as code scanning reads findings. */
package dev.touchstone.reports.sarif;
