package io.snapdock.picture.strip;

import io.snapdock.picture.XmpTree;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which properties of XMP stay: those that are known, and known to tell no place. Names are those of ISO 16684-1, CIPA DC-010 (Exif in XMP),
 * Adobe's and Google's own descriptions.
 */
final class XmpProperties {

    static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    static final String META = "adobe:ns:meta/";
    static final String CONTAINER = "http://ns.google.com/photos/1.0/container/";
    static final String ITEM = "http://ns.google.com/photos/1.0/container/item/";

    /** All of these namespaces, as far as they hold numbers for decoders and for raw converters. */
    private static final Set<String> NUMBERS =
            Set.of("http://ns.adobe.com/hdr-gain-map/1.0/", "http://ns.adobe.com/camera-raw-settings/1.0/");

    private static final Pattern NUMBER = Pattern.compile("[-+0-9.,/:% eE\\s]*|True|False|true|false");

    /** What has a name there that programs look up. */
    private static final Set<String> NAMES = Set.of(
            "WhiteBalance",
            "CameraProfile",
            "ToneCurveName",
            "ToneCurveName2012",
            "LensProfileSetup",
            "LensProfileName",
            "CameraProfileDigest",
            "LensProfileDigest");

    /** Nothing of it stays; it is declared by writers that use nothing of it. */
    private static final String CAMERA = "http://ns.google.com/photos/1.0/camera/";

    private static final Map<String, Set<String>> SOME = new HashMap<>();

    static {
        some(CONTAINER, "Directory Item");
        some(ITEM, "Mime Semantic Length Padding");
        some("http://ns.adobe.com/xap/1.0/", "CreateDate ModifyDate MetadataDate CreatorTool Rating Label");
        some("http://ns.adobe.com/xap/1.0/mm/", "DocumentID InstanceID OriginalDocumentID");
        some("http://ns.adobe.com/xap/1.0/rights/", "Marked Owner UsageTerms");
        some("http://purl.org/dc/elements/1.1/", "creator rights format date");
        some("http://ns.adobe.com/photoshop/1.0/", "DateCreated ColorMode ICCProfile SidecarForExtension Urgency");
        some("http://ns.microsoft.com/photo/1.0/", "Rating DateAcquired");
        some(
                "http://ns.adobe.com/tiff/1.0/",
                "ImageWidth ImageLength BitsPerSample Compression PhotometricInterpretation Orientation SamplesPerPixel"
                        + " PlanarConfiguration YCbCrSubSampling YCbCrPositioning XResolution YResolution ResolutionUnit"
                        + " TransferFunction WhitePoint PrimaryChromaticities YCbCrCoefficients ReferenceBlackWhite"
                        + " DateTime Make Model Software Artist Copyright");
        some(
                "http://ns.adobe.com/exif/1.0/",
                "ExifVersion FlashpixVersion ColorSpace ComponentsConfiguration CompressedBitsPerPixel PixelXDimension"
                        + " PixelYDimension DateTimeOriginal DateTimeDigitized ExposureTime FNumber ExposureProgram"
                        + " ISOSpeedRatings ShutterSpeedValue ApertureValue BrightnessValue ExposureBiasValue"
                        + " MaxApertureValue SubjectDistance MeteringMode LightSource Flash Fired Return Mode Function"
                        + " RedEyeMode FocalLength SubjectArea FlashEnergy FocalPlaneXResolution"
                        + " FocalPlaneYResolution FocalPlaneResolutionUnit ExposureIndex SensingMethod FileSource"
                        + " SceneType CustomRendered ExposureMode WhiteBalance DigitalZoomRatio FocalLengthIn35mmFilm"
                        + " SceneCaptureType GainControl Contrast Saturation Sharpness SubjectDistanceRange"
                        + " ImageUniqueID");
        some(
                "http://cipa.jp/exif/1.0/",
                "Gamma PhotographicSensitivity SensitivityType StandardOutputSensitivity RecommendedExposureIndex"
                        + " ISOSpeed ISOSpeedLatitudeyyy ISOSpeedLatitudezzz CameraOwnerName BodySerialNumber"
                        + " LensSpecification LensMake LensModel LensSerialNumber InteroperabilityIndex CompositeImage");
        some(
                "http://ns.adobe.com/exif/1.0/aux/",
                "Lens LensID LensInfo SerialNumber ImageNumber FlashCompensation ApproximateFocusDistance Firmware"
                        + " OwnerName LensSerialNumber NeutralDensityFactor LensDistortInfo"
                        + " LateralChromaticAberrationCorrectionAlreadyApplied");
        some("http://ns.apple.com/HDRGainMap/1.0/", "HDRGainMapVersion HDRGainMapHeadroom");
        some(
                "http://ns.apple.com/pixeldatainfo/1.0/",
                "NativeFormat StoredFormat AuxiliaryImageType AuxiliaryImageSubType");
        // How a panorama is shown; where its camera looked on the compass goes.
        some(
                "http://ns.google.com/photos/1.0/panorama/",
                "UsePanoramaViewer CaptureSoftware StitchingSoftware ProjectionType PosePitchDegrees PoseRollDegrees"
                        + " InitialViewHeadingDegrees InitialViewPitchDegrees InitialViewRollDegrees"
                        + " InitialHorizontalFOVDegrees InitialVerticalFOVDegrees CroppedAreaLeftPixels"
                        + " CroppedAreaTopPixels CroppedAreaImageWidthPixels CroppedAreaImageHeightPixels"
                        + " FullPanoWidthPixels FullPanoHeightPixels LargestValidInteriorRectLeft"
                        + " LargestValidInteriorRectTop LargestValidInteriorRectWidth LargestValidInteriorRectHeight"
                        + " SourcePhotosCount ExposureLockUsed FirstPhotoDate LastPhotoDate");
    }

    private XmpProperties() {}

    static boolean stays(XmpTree.Name name) {
        return NUMBERS.contains(name.namespace())
                || SOME.getOrDefault(name.namespace(), Set.of()).contains(name.local());
    }

    /** Whether a property that stays may have this text. */
    static boolean mayBe(XmpTree.Name name, String text) {
        return !NUMBERS.contains(name.namespace())
                || NAMES.contains(name.local())
                || NUMBER.matcher(text).matches();
    }

    static boolean isKnownNamespace(String uri) {
        return uri.equals(RDF) || uri.equals(META) || NUMBERS.contains(uri) || SOME.containsKey(uri);
    }

    static boolean isHarmlessUnused(String uri) {
        return uri.equals(CAMERA);
    }

    private static void some(String namespace, String names) {
        SOME.put(namespace, new HashSet<>(Arrays.asList(names.split(" ", -1))));
    }
}
